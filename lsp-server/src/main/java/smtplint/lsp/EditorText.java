package smtplint.lsp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.lsp4j.Range;

/** A document's text as the client has it, in UTF-8. Immutable: an edit makes a new one. */
final class EditorText {
    private final byte[] bytes;
    private final LineStarts lines;

    private EditorText(byte[] bytes, LineStarts lines) {
        this.bytes = bytes;
        this.lines = lines;
    }

    static EditorText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new EditorText(bytes, LineStarts.of(bytes, 0));
    }

    EditorText replace(Range range, String text, Encoding encoding) {
        Positions positions = positions(encoding);
        int one = positions.offset(range.getStart());
        int other = positions.offset(range.getEnd());
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        byte[] edited = new byte[bytes.length - (to - from) + added.length];
        System.arraycopy(bytes, 0, edited, 0, from);
        System.arraycopy(added, 0, edited, from, added.length);
        System.arraycopy(bytes, to, edited, from + added.length, bytes.length - to);
        return new EditorText(edited, lines.replaced(edited, from, to, from + added.length));
    }

    Positions positions(Encoding encoding) {
        return new Positions(bytes, lines, Decoding.UTF_8, encoding);
    }

    /** The bytes themselves; read only. */
    byte[] bytes() {
        return bytes;
    }

    LineStarts lines() {
        return lines;
    }

    boolean sameAs(EditorText other) {
        return Arrays.equals(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
