package smtplint.analyzer.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/**
 * The lossless form of a line of the project's dialect: it stands for the text and CR LF, unless it ends in the escape
 * of another line end: {@code \n}, {@code \r}, or a lone backslash for none. Every other byte can be written as an escape.
 */
record Lossless(SourceText content, LineEnding ending) {

    static Lossless read(SourceText line) {
        int end = line.end();
        if (end == line.start()
                || line.at(end - 1) != '\\' && !endsInEscape(line, end, 'n') && !endsInEscape(line, end, 'r'))
            return new Lossless(unescaped(line), LineEnding.CRLF);
        if (endsInEscape(line, end, 'n')) {
            boolean crlf = endsInEscape(line, end - 2, 'r');
            return new Lossless(
                    unescaped(line.slice(line.start(), crlf ? end - 4 : end - 2)),
                    crlf ? LineEnding.CRLF : LineEnding.LF);
        }
        if (endsInEscape(line, end, 'r'))
            return new Lossless(unescaped(line.slice(line.start(), end - 2)), LineEnding.CR);
        if (backslashesBefore(line, end) % 2 == 1)
            return new Lossless(unescaped(line.slice(line.start(), end - 1)), LineEnding.NONE);
        return new Lossless(unescaped(line), LineEnding.CRLF);
    }

    /** The line to write for the bytes of a wire line: printable ASCII and UTF-8 stand as they are. */
    static byte[] write(byte[] content, LineEnding ending) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 8);
        boolean text = isUtf8(content);
        for (byte b : content) {
            int c = b & 0xff;
            if (c == '\\') ascii(out, "\\\\");
            else if (c == '\r') ascii(out, "\\r");
            else if (c == '\n') ascii(out, "\\n");
            else if (c == '\t') ascii(out, "\\t");
            else if (c == 0) ascii(out, "\\0");
            else if (c < ' ' || c == 127 || c > 127 && !text)
                ascii(out, "\\x" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16));
            else out.write(c);
        }
        ascii(out, writtenEnd(content, ending));
        return out.toByteArray();
    }

    private static String writtenEnd(byte[] content, LineEnding ending) {
        int last = content.length == 0 ? 0 : content[content.length - 1];
        return switch (ending) {
            case LF -> "\\n";
            case CR -> "\\r";
            case NONE -> "\\";
            case CRLF, UNKNOWN -> last == '\r' || last == '\n' ? "\\r\\n" : "";
        };
    }

    private static boolean isUtf8(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0;
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        for (int i = 0; i < text.length(); i++) out.write(text.charAt(i));
    }

    private static boolean endsInEscape(SourceText line, int end, char letter) {
        return end - 2 >= line.start()
                && line.at(end - 1) == letter
                && line.at(end - 2) == '\\'
                && backslashesBefore(line, end - 1) % 2 == 1;
    }

    private static int backslashesBefore(SourceText line, int end) {
        int count = 0;
        while (end - 1 - count >= line.start() && line.at(end - 1 - count) == '\\') count++;
        return count;
    }

    private static SourceText unescaped(SourceText text) {
        if (text.indexOf('\\', text.start()) < 0) return text;
        TextAssembler out = new TextAssembler(text.length());
        int i = text.start();
        while (i < text.end()) {
            int backslash = text.indexOf('\\', i);
            int next = backslash < 0 ? text.end() : backslash;
            out.copy(text, i, next);
            i = next < text.end() ? escape(text, next, out) : next;
        }
        return out.text();
    }

    /** Adds what the escape at the offset stands for. Lenient: an unknown escape is text. */
    private static int escape(SourceText text, int at, TextAssembler out) {
        int letter = at + 1 < text.end() ? text.at(at + 1) : -1;
        int value = simple(letter);
        int length = 2;
        if (letter == 'x' && at + 3 < text.end()) {
            int high = Character.digit(text.at(at + 2), 16);
            int low = Character.digit(text.at(at + 3), 16);
            if (high >= 0 && low >= 0) {
                value = high << 4 | low;
                length = 4;
            }
        }
        if (value < 0) {
            out.copy(text, at, at + 1);
            return at + 1;
        }
        out.add(value, text.span(at, at + length));
        return at + length;
    }

    private static int simple(int letter) {
        return switch (letter) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\' -> '\\';
            default -> -1;
        };
    }
}
