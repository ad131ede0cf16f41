package smtplint.analyzer.syntax;

import smtplint.analyzer.source.SourceText;
import smtplint.grammar.Received;

/** The words of a Received field, the names of its clauses among them (RFC 5321 §4.4). */
final class ReceivedLexer extends ImfLexer {
    ReceivedLexer() {
        super(ImfClasses.RECEIVED);
    }

    @Override
    int atom(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > 4) return Received.ATOM;
        return switch (SourceText.lower(bytes[from])) {
            case 'b' -> keyword(bytes, from, length, "by", Received.BY);
            case 'f' ->
                length == 3
                        ? keyword(bytes, from, length, "for", Received.FOR)
                        : keyword(bytes, from, length, "from", Received.FROM);
            case 'i' -> keyword(bytes, from, length, "id", Received.ID);
            case 'v' -> keyword(bytes, from, length, "via", Received.VIA);
            case 'w' -> keyword(bytes, from, length, "with", Received.WITH);
            default -> Received.ATOM;
        };
    }

    private static int keyword(byte[] bytes, int from, int length, String word, int type) {
        if (length != word.length()) return Received.ATOM;
        for (int i = 1; i < length; i++) if (SourceText.lower(bytes[from + i]) != word.charAt(i)) return Received.ATOM;
        return type;
    }
}
