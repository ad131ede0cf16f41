package smtplint.analyzer.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import smtplint.analyzer.source.Span;

/** Text with its encoded-words decoded, as a reader shows it (RFC 2047 §6). What can't be decoded stays as it is. */
public final class Rfc2047 {
    private Rfc2047() {}

    public static String decode(String text) {
        int word = text.indexOf("=?");
        if (word < 0) return text;
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        boolean afterWord = false;
        while (word >= 0) {
            int charsetEnd = text.indexOf('?', word + 2);
            int encodingEnd = charsetEnd < 0 ? -1 : text.indexOf('?', charsetEnd + 1);
            int end = encodingEnd < 0 ? -1 : text.indexOf("?=", encodingEnd + 1);
            if (end < 0) break;
            Optional<String> decoded = decoded(
                    text.substring(word + 2, charsetEnd),
                    text.substring(charsetEnd + 1, encodingEnd),
                    text.substring(encodingEnd + 1, end));
            if (decoded.isEmpty()) {
                word = text.indexOf("=?", word + 2);
                continue;
            }
            String between = text.substring(from, word);
            // White space between two encoded-words is not shown (RFC 2047 §6.2).
            if (!afterWord || !between.isBlank()) shown.append(between);
            shown.append(decoded.get());
            afterWord = true;
            from = end + 2;
            word = text.indexOf("=?", from);
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static Optional<String> decoded(String charset, String encoding, String encoded) {
        int language = charset.indexOf('*');
        String name = language < 0 ? charset : charset.substring(0, language);
        Span nowhere = Span.at(0);
        EncodedWord word = new EncodedWord(
                new Text(name, nowhere),
                new Text(encoding, nowhere),
                new Text(encoded, nowhere),
                true,
                true,
                EncodedWord.Place.TEXT,
                nowhere);
        Optional<byte[]> octets = word.hasRawSpaceOrQuestionMark() ? Optional.empty() : word.decoded();
        Optional<CharsetDecoder> decoder = Charsets.anyDecoder(name);
        if (octets.isEmpty() || decoder.isEmpty()) return Optional.empty();
        try {
            return Optional.of(decoder.get()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(octets.get()))
                    .toString());
        } catch (CharacterCodingException replacedInstead) {
            return Optional.empty();
        }
    }
}
