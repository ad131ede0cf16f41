package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.ContentTracker.Role;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Puts the lines of two sides in an order in which they can have been said, where nothing tells the one in which they
 * were: each command gets the next reply.
 */
final class ProtocolOrder {
    private static final Set<Evidence> SHOWN = EnumSet.of(Evidence.BOTH, Evidence.MESSAGE);

    private final OneSided form;
    private final boolean exact;
    private final List<Half.Line> client;
    private final List<Half.Line> server;
    private final List<Half.Line> order = new ArrayList<>();
    private final ContentTracker tracker = new ContentTracker(SHOWN);
    private int nextReply;
    private boolean lmtp;
    /** Recipients of the transaction: LMTP answers for each of them (RFC 2033 §4.2). */
    private int accepted;

    private boolean endsMessage;
    private boolean fits = true;
    private Optional<Half.Line> encrypted = Optional.empty();

    /** @param exact only CR LF, dot, CR LF ends content */
    ProtocolOrder(OneSided form, boolean exact, Half client, Half server) {
        this.form = form;
        this.exact = exact;
        this.client = client.lines();
        this.server = server.lines();
    }

    /** The lines in order; those of a handshake, and what comes behind it, are left out. */
    List<Half.Line> order() {
        greeting();
        boolean lineEnded = true;
        for (Half.Line line : client) {
            if (isStartOfTls(line)) {
                encrypted = Optional.of(line);
                return order;
            }
            order.add(line);
            if (!isFalseEnd(line, lineEnded)) answer(line.said(form), line.ending());
            lineEnded = line.ending() == LineEnding.CRLF;
        }
        while (nextReply < server.size()
                && !RawStreams.isTls(form.said(server.get(nextReply).whole()))) leftOver();
        return order;
    }

    /** True when commands and replies are as many, and those that belong together meet. */
    boolean fits() {
        return fits;
    }

    /** The first line of TLS, behind which nothing can be read. */
    Optional<Half.Line> encrypted() {
        return encrypted;
    }

    private boolean isStartOfTls(Half.Line line) {
        return !tracker.readsContent() && tracker.chunkLeft() == 0 && RawStreams.isTls(line.whole());
    }

    /** A lone dot between line ends of which one is no CR LF. */
    private boolean isFalseEnd(Half.Line line, boolean lineEnded) {
        SourceText said = line.said(form);
        boolean dot = said.length() == 1 && said.at(said.start()) == '.';
        return exact && dot && tracker.readsContent() && !(lineEnded && line.ending() == LineEnding.CRLF);
    }

    private void greeting() {
        if (nextReply < server.size()
                && LineShape.isGreeting(server.get(nextReply).said(form))) reply();
    }

    private void answer(SourceText said, LineEnding ending) {
        Role role = tracker.client(said, ending);
        if (role == Role.CONTENT) return;
        Optional<Verb> verb = role == Role.COMMAND ? WireLine.verb(said) : Optional.empty();
        if (verb.filter(v -> v == Verb.BDAT).isPresent()) endsMessage = isLast(said);
        // A chunk is answered when all of it was sent.
        if (tracker.chunkLeft() > 0) return;
        boolean message = role == Role.END_OF_CONTENT || tracksChunk(role, verb) && endsMessage;
        int replies = message && lmtp ? Math.max(1, accepted) : 1;
        for (int i = 0; i < replies; i++) took(verb, role, reply());
        // The next command may stand in the line in which the chunk ended.
        if (role == Role.CHUNK && tracker.chunkEnd() < said.end())
            answer(said.slice(tracker.chunkEnd(), said.end()), ending);
    }

    private static boolean tracksChunk(Role role, Optional<Verb> verb) {
        return role == Role.CHUNK || verb.filter(v -> v == Verb.BDAT).isPresent();
    }

    private static boolean isLast(SourceText bdat) {
        int from = bdat.end() - "LAST".length();
        return from > bdat.start() && bdat.startsWithIgnoringCase("LAST", from);
    }

    private void took(Optional<Verb> verb, Role role, int code) {
        if (code == 0) return;
        boolean auth =
                role == Role.AUTH_RESPONSE || verb.filter(v -> v == Verb.AUTH).isPresent();
        fits &= switch (code) {
            case 354 -> verb.filter(v -> v == Verb.DATA).isPresent();
            case 221 -> verb.filter(v -> v == Verb.QUIT).isPresent();
            case 334, 235 -> auth;
            default -> true;
        };
        if (verb.isEmpty()) return;
        switch (verb.get()) {
            case LHLO -> lmtp = true;
            case MAIL, RSET -> accepted = 0;
            case RCPT -> accepted += code / 100 == 2 ? 1 : 0;
            default -> {}
        }
        if (code == 221) {
            tracker.reset();
            greeting();
        }
    }

    /** The next reply, all of its lines; its code, 0 where there is none. */
    private int reply() {
        int code = 0;
        boolean more = true;
        while (more && nextReply < server.size()) {
            Half.Line line = server.get(nextReply);
            SourceText said = line.said(form);
            if (RawStreams.isTls(line.whole())) return code;
            nextReply++;
            order.add(line);
            tracker.server(said);
            code = LineShape.replyCode(said);
            more = WireLine.announcesMore(said);
        }
        return code;
    }

    /** A server may say 421 whenever it wants (RFC 5321 §3.8); any other reply answers something. */
    private void leftOver() {
        fits &= reply() == 421;
    }
}
