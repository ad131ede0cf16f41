package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.Lines;
import smtplint.analyzer.source.SourceText;

/** The first lines of a file, from which its dialect is told. */
final class Head {
    private static final int BYTES = 64 << 10;
    private static final int FIRST_LINES = 12;
    /** What a header section begins with, and no recorder does. */
    private static final String[] FIELDS = {
        "from:",
        "to:",
        "cc:",
        "bcc:",
        "date:",
        "subject:",
        "message-id:",
        "received:",
        "return-path:",
        "delivered-to:",
        "mime-version:",
        "content-type:",
        "content-transfer-encoding:",
        "reply-to:",
        "sender:",
        "dkim-signature:",
        "arc-seal:",
        "authentication-results:",
        "x-original-to:",
        "x-envelope-from:",
        "envelope-to:",
        "resent-from:",
        "list-id:",
        "x-mailer:",
        "received-spf:",
        "x-mozilla-status:",
        "status:",
        "x-uidl:",
        "apparently-to:"
    };

    private final SourceText source;
    private final List<SourceText> lines = new ArrayList<>();

    Head(SourceText source) {
        this.source = source;
        int end = source.length() <= BYTES ? source.end() : source.start() + BYTES;
        Lines walk = new Lines(source.slice(source.start(), end));
        while (walk.next()) lines.add(source.slice(walk.start(), walk.contentEnd()));
    }

    /** Lines that were taken out of a file, or out of what is wrapped around them there. */
    Head(SourceText source, List<SourceText> lines) {
        this.source = source;
        this.lines.addAll(lines);
    }

    /** True when no line of the file is missing. */
    boolean isWhole() {
        return source.length() < BYTES;
    }

    /** The whole file. */
    SourceText source() {
        return source;
    }

    /** How many lines are not empty. */
    long filledLines() {
        return lines.stream().filter(line -> !line.isEmpty()).count();
    }

    List<SourceText> lines() {
        return lines;
    }

    /** True when the file begins like a message or an mbox: what it quotes further down is content. */
    boolean beginsLikeAMessage() {
        int seen = 0;
        for (SourceText line : lines) {
            if (line.isEmpty()) continue;
            if (line.startsWith("From ", line.start())) return true;
            if (isField(line)) return true;
            if (++seen == 3) return false;
        }
        return false;
    }

    /** True when several of the first lines are fields: one alone may be prose. */
    boolean holdsAMessage() {
        if (!beginsLikeAMessage()) return false;
        int fields = 0;
        for (SourceText line : lines.subList(0, Math.min(FIRST_LINES, lines.size()))) if (isField(line)) fields++;
        return fields > 1;
    }

    /** True for a line that begins as header sections do. */
    static boolean isField(SourceText line) {
        for (String field : FIELDS) if (line.startsWithIgnoringCase(field, line.start())) return true;
        return false;
    }

    /** True when the file is no text: a capture or an archive. A client may send a NUL, and is recorded with it. */
    boolean isBinary() {
        int end = Math.min(source.end(), source.start() + 1024);
        int nuls = 0;
        for (int i = source.start(); i < end; i++) if (source.at(i) == 0) nuls++;
        return nuls * 50 > end - source.start();
    }
}
