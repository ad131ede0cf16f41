package smtplint.analyzer.capture;

import java.util.Optional;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.SourceText;

/** The first octets that one side of a connection sent, as far as one packet holds them. */
record Opening(Optional<Piece> piece, SourceText text) {
    private static final int LOOKED_AT = 512;

    static Opening of(Stream stream) {
        Optional<Piece> first = stream.first();
        if (first.isEmpty()) return new Opening(first, SourceText.of(""));
        SourceText octets = first.get().text();
        int end = Math.min(octets.end(), octets.start() + LOOKED_AT);
        return new Opening(first, octets.slice(octets.start(), end));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    SourceText line() {
        int lf = text.indexOf('\n', text.start());
        return text.slice(text.start(), lf < 0 ? text.end() : lf);
    }

    Optional<Verb> verb() {
        return WireLine.verb(line());
    }

    /** True for a line that begins as replies do (RFC 5321 §4.2). */
    boolean isReply() {
        int code = WireLine.replyCode(text);
        if (code < 200 || code >= 600) return false;
        if (text.length() == 3) return true;
        int after = text.at(text.start() + 3);
        return after == ' ' || after == '-' || after == '\r' || after == '\n';
    }

    boolean mentions(String ascii) {
        SourceText line = line();
        for (int i = line.start(); i < line.end(); i++) if (line.startsWithIgnoringCase(ascii, i)) return true;
        return false;
    }

    /** True for a record of TLS: its type, then the major version. */
    boolean isTls() {
        return isTlsRecord(text, text.start());
    }

    static boolean isTlsRecord(SourceText text, int at) {
        return at + 1 < text.end() && text.at(at) >= 0x14 && text.at(at) <= 0x17 && text.at(at + 1) == 3;
    }
}
