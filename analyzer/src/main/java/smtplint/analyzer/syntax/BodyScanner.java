package smtplint.analyzer.syntax;

import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.source.SourceText;

/**
 * Streams the octets of one leaf body once and keeps what was odd: lines here, the transfer encodings in their own
 * classes. Decoded octets are looked at and counted, never stored.
 */
final class BodyScanner {
    private static final int MAX_LINE = 998;

    private final SourceText text;
    private final byte[] bytes;
    private final BodyFacts facts = new BodyFacts();

    private BodyScanner(SourceText text) {
        this.text = text;
        this.bytes = text.buffer();
    }

    /** Text is looked at as its charset has it. */
    static BodyFacts scan(SourceText body, OctetProbes.Subject subject) {
        BodyScanner scanner = new BodyScanner(body);
        scanner.lines();
        boolean isText = subject.type().startsWith("text/");
        boolean isUtf8 = isText
                && (subject.charset().equalsIgnoreCase("utf-8")
                        || subject.charset().equalsIgnoreCase("utf8"));
        DecodedOctets decoded =
                new DecodedOctets(body, scanner.facts, isUtf8, OctetProbes.of(subject, body, scanner.facts));
        switch (subject.encoding()) {
            case "base64" -> new Base64Scanner(body, scanner.facts, decoded, isText || decoded.isProbed()).scan();
            case "quoted-printable" -> new QuotedPrintableScanner(body, scanner.facts, decoded).scan();
            default -> scanner.identity(decoded);
        }
        return scanner.facts;
    }

    private void lines() {
        int lineStart = text.start();
        int end = text.end();
        for (int i = lineStart; i < end; i++) {
            byte b = bytes[i];
            if (b > 31) continue;
            if (b == '\n') {
                line(lineStart, i > lineStart && bytes[i - 1] == '\r' ? i - 1 : i);
                lineStart = i + 1;
            } else if (b < 0) {
                if (i == text.start() || bytes[i - 1] >= 0) facts.eightBit.add(text, i, run(i));
            } else if (b == 0) facts.nul.add(text, i, i + 1);
        }
        if (lineStart < end) line(lineStart, end);
        facts.octets = text.length();
    }

    private void line(int from, int to) {
        facts.lines++;
        int length = to - from;
        if (length > facts.longestLine) facts.longestLine = length;
        if (length > 5 && bytes[from] == 'F' && text.startsWith("From ", from))
            facts.fromLines.add(text, from, from + 5);
        if (length > MAX_LINE) facts.longLines.add(text, from, to);
    }

    /** 7bit, 8bit and binary, and encodings that nobody knows. */
    private void identity(DecodedOctets decoded) {
        facts.decodedOctets = text.length();
        if (facts.eightBit.any() || decoded.isProbed())
            for (int i = text.start(); i < text.end(); i++) decoded.look(bytes[i], i);
        decoded.end(text.end());
    }

    /** The end of a run of octets above 127. */
    private int run(int from) {
        int i = from;
        while (i < text.end() && bytes[i] < 0) i++;
        return i;
    }
}
