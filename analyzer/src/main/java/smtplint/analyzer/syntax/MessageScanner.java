package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.InternetMessage;

/**
 * Cuts a message into tokens of lines: one for each field with its folds, one for each opaque body, virtual ones where
 * multiparts and embedded messages begin and end. It knows the boundaries in force, so that the parser need not ask; what
 * the input leaves open is closed at its end. One pass, whatever the nesting.
 */
final class MessageScanner extends ByteLexer {
    private final MessageLimits limits;
    private final List<MessageLimits.Reached> reached = new ArrayList<>(0);
    private final HeaderReader headers;
    private final HeaderLines header = new HeaderLines();
    private final Boundaries boundaries = new Boundaries();
    private byte[] bytes = new byte[0];
    private int limit;
    private int position;
    private int parts;

    /** @param limits parts nested deeper, and parts beyond the number, are opaque */
    MessageScanner(HeaderReader headers, MessageLimits limits) {
        this.headers = headers;
        this.limits = limits;
    }

    @Override
    protected void scan(byte[] buffer, int from, int to) {
        bytes = buffer;
        position = from;
        limit = to;
        parts = 0;
        reached.clear();
        boundaries.clear();
        entity(true, false, 0);
    }

    /** A message or part up to a delimiter of one that holds it, or to the end. */
    private void entity(boolean message, boolean inDigest, int depth) {
        header.start(bytes, position, limit, message, boundaries);
        while (header.next()) {
            if (header.token() == InternetMessage.FOLD) extend(header.contentEnd());
            else add(header.token(), header.lineStart(), header.contentEnd());
        }
        position = header.position();
        if (boundaries.isHit() || position >= limit) return;
        Optional<HeaderField.MediaType> type = contentType();
        String full = type.map(HeaderField.MediaType::full)
                .orElse(inDigest && !header.hasContentType() ? "message/rfc822" : "");
        boolean structured = full.startsWith("multipart/") || isMessage(full);
        boolean open = structured && mayOpen(depth);
        String boundary = open && full.startsWith("multipart/")
                ? type.flatMap(t -> t.value("boundary")).orElse("")
                : "";
        if (!boundary.isEmpty()) multipart(boundary, full.equals("multipart/digest"), depth);
        else if (open && isMessage(full) && header.isIdentityEncoded()) embedded(depth);
        else opaque();
    }

    private boolean mayOpen(int depth) {
        if (depth >= limits.mimeDepth()) return refuse("The depth of nested parts", limits.mimeDepth());
        return parts < limits.parts() || refuse("The number of parts", limits.parts());
    }

    /** Tells of a limit once for each message. */
    private boolean refuse(String what, int most) {
        for (MessageLimits.Reached one : reached) if (one.what().equals(what)) return false;
        reached.add(new MessageLimits.Reached(what, most, position));
        return false;
    }

    /** The limits that the message is over. */
    List<MessageLimits.Reached> reached() {
        return reached;
    }

    private static boolean isMessage(String type) {
        return type.equals("message/rfc822") || type.equals("message/global");
    }

    /** Only of types that have structure: the others are read with their header section. */
    private Optional<HeaderField.MediaType> contentType() {
        if (!header.hasContentType() || !header.mayHaveStructure()) return Optional.empty();
        SourceText field = text().slice(header.contentTypeStart(), header.contentTypeEnd());
        return Optional.of(headers.contentType(field));
    }

    private void embedded(int depth) {
        add(InternetMessage.MESSAGE_BEGIN, position, position);
        parts++;
        entity(true, false, depth + 1);
        add(InternetMessage.MESSAGE_END, position, position);
    }

    private void multipart(String boundary, boolean digest, int depth) {
        add(InternetMessage.MULTIPART_BEGIN, position, position);
        int level = boundaries.push(boundary);
        opaque();
        while (boundaries.isDelimiterOf(level)) {
            add(InternetMessage.DELIMITER, boundaries.start(), boundaries.contentEnd());
            passDelimiter();
            parts++;
            entity(false, digest, depth + 1);
        }
        boundaries.pop();
        if (boundaries.isCloseOf(level)) {
            add(InternetMessage.CLOSE_DELIMITER, boundaries.start(), boundaries.contentEnd());
            passDelimiter();
            opaque();
        }
        add(InternetMessage.MULTIPART_END, position, position);
    }

    private void passDelimiter() {
        position = boundaries.end();
        boundaries.clearHit();
    }

    /** Octets up to a delimiter; the line end before the delimiter belongs to it (RFC 2046 §5.1.1). */
    private void opaque() {
        if (boundaries.isHit()) return;
        int from = position;
        position = boundaries.find(bytes, from, limit);
        int end = boundaries.isHit() ? boundaries.bodyEnd(bytes, from) : limit;
        if (end > from) add(InternetMessage.BODY, from, end);
    }

    @Override
    protected String word(int type) {
        return "a line";
    }
}
