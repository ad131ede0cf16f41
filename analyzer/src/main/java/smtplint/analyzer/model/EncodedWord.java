package smtplint.analyzer.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import smtplint.analyzer.source.Span;

/**
 * An encoded-word (RFC 2047 §2), or what was meant to be one.
 *
 * @param charset as written, the language of RFC 2231 §5 left out
 * @param encoding as written: "B" or "Q" in either case, if it is right
 * @param encodedText as written
 * @param terminated the "?=" is there
 * @param separated white space, or what its place allows instead, on both sides (RFC 2047 §5)
 * @param span from "=?" to "?="
 */
public record EncodedWord(
        Text charset, Text encoding, Text encodedText, boolean terminated, boolean separated, Place place, Span span) {

    /** Where it stands, which decides whether readers decode it (RFC 2047 §5). */
    public enum Place {
        TEXT,
        COMMENT,
        PHRASE,
        QUOTED_STRING,
        /** Inside an addr-spec or a msg-id. */
        ADDRESS,
        PARAMETER,
        /** Elsewhere in a structured field. */
        STRUCTURED;

        public boolean isDecoded() {
            return this == TEXT || this == COMMENT || this == PHRASE;
        }
    }

    /** What the decoded octets are in their charset. */
    public enum Octets {
        VALID,
        /** The last character is not complete: it goes on in the next word. */
        CUT,
        INVALID,
        /** The word can't be decoded, or its charset is not known. */
        UNKNOWN
    }

    public boolean isQ() {
        return encoding.is("Q");
    }

    public boolean isB() {
        return encoding.is("B");
    }

    /** A space, a tab or a "?" where the encoded text must have none. */
    public boolean hasRawSpaceOrQuestionMark() {
        String text = encodedText.value();
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) <= ' ' || text.charAt(i) == '?') return true;
        return false;
    }

    /** What keeps it from being decoded, in words; empty when nothing does. */
    public String fault() {
        if (!terminated) return "it has no \"?=\" at its end";
        if (!isB() && !isQ()) return "the encoding \"" + encoding.value() + "\" is neither B nor Q";
        if (encodedText.isEmpty()) return "it has no encoded text";
        if (hasRawSpaceOrQuestionMark() || decoded().isPresent()) return "";
        return isB() ? "its text is no base64" : "a \"=\" in its text has no two hexadecimal digits behind it";
    }

    /** The octets it stands for. */
    public Optional<byte[]> decoded() {
        if (isQ()) return q(encodedText.value());
        if (!isB() || !Ascii.isBase64(encodedText.value())) return Optional.empty();
        return Optional.of(Base64.getDecoder().decode(encodedText.value()));
    }

    private static Optional<byte[]> q(String text) {
        byte[] octets = new byte[text.length() * 3];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) return Optional.empty();
                octets[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c < 128) octets[length++] = (byte) (c == '_' ? ' ' : c);
            else
                for (byte b : text.substring(i, i + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    octets[length++] = b;
        }
        return Optional.of(Arrays.copyOf(octets, length));
    }

    public Octets octets() {
        Optional<byte[]> octets = decoded();
        Optional<CharsetDecoder> decoder = Charsets.decoder(charset.value());
        if (octets.isEmpty() || decoder.isEmpty()) return Octets.UNKNOWN;
        ByteBuffer in = ByteBuffer.wrap(octets.get());
        CharBuffer out = CharBuffer.allocate(octets.get().length + 1);
        CoderResult result = decoder.get()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, false);
        if (result.isError()) return Octets.INVALID;
        return in.hasRemaining() ? Octets.CUT : Octets.VALID;
    }

    /** Printable ASCII that the field could have shown as it is. */
    public boolean isPlainAscii() {
        Optional<byte[]> octets = decoded();
        if (octets.isEmpty() || !Charsets.extendsAscii(charset.value())) return false;
        for (byte b : octets.get()) if (b < ' ' || b == 127) return false;
        return true;
    }
}
