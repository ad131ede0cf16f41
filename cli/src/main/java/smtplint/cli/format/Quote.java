package smtplint.cli.format;

import java.nio.charset.StandardCharsets;

/**
 * Part of a line as a terminal shows it, with the columns that a span takes there: unprintable octets as hex escapes,
 * credentials masked, a long line cut to a window around the span.
 *
 * @param from the first column of the span, from 0
 * @param to the column after its last, at least one more
 */
record Quote(String text, int from, int to) {
    private static final String CUT = "…";
    /** Octets looked at before a span in a long line. */
    private static final int LOOK_BACK = 400;

    /**
     * @param lineStart the line's first octet
     * @param lineEnd after its last one that is shown; line ends are shown only where the span covers them
     */
    static Quote of(Places places, Secrets secrets, int lineStart, int lineEnd, int start, int end, int columns) {
        byte[] bytes = places.bytes();
        int first = lineStart;
        if (start - lineStart > LOOK_BACK) {
            first = start - LOOK_BACK;
            while (first < start && (bytes[first] & 0xc0) == 0x80) first++;
        }
        int last = Math.min(lineEnd, Math.max(start, first) + 4 * columns);
        Cells cells = new Cells(bytes, first, last, secrets.hidden(bytes, first, last));
        return cells.window(start - first, Math.min(end, last) - first, columns, first > lineStart, last < lineEnd);
    }

    /** The octets of a line, each with the text that shows it: a character's text is with its first octet. */
    private static final class Cells {
        private final String[] shown;
        private final int[] column;

        Cells(byte[] bytes, int from, int to, boolean[] hidden) {
            shown = new String[to - from];
            column = new int[to - from + 1];
            int at = 0;
            int masked = 0;
            for (int i = from; i < to; ) {
                int length = hidden[i - from] ? 1 : sequence(bytes, i, to);
                String text;
                if (hidden[i - from]) {
                    text = masked++ < Secrets.MASK.length() ? "*" : "";
                } else {
                    masked = 0;
                    text = show(bytes, i, length);
                }
                int width = length == 1 ? text.length() : widthOf(text);
                for (int k = 0; k < length; k++) {
                    shown[i - from + k] = k == 0 ? text : "";
                    column[i - from + k] = at;
                }
                at += width;
                i += length;
            }
            column[to - from] = at;
        }

        Quote window(int start, int end, int columns, boolean cutBefore, boolean cutAfter) {
            int length = shown.length;
            int from = Math.max(0, Math.min(start, length));
            int to = Math.max(from, Math.min(end, length));
            int first = 0;
            boolean fits = column[length] <= columns && !cutBefore && !cutAfter;
            if (!fits) {
                int lead = Math.min(columns / 3, Math.max(8, columns - (column[to] - column[from]) - 8));
                if (column[from] > columns / 2 || cutBefore)
                    while (first < from && column[from] - column[first] > lead) first++;
            }
            int last = first;
            while (last < length && column[last + 1] - column[first] <= columns - 2) last++;
            if (fits) last = length;
            StringBuilder text = new StringBuilder();
            boolean leads = first > 0 || cutBefore;
            if (leads) text.append(CUT);
            for (int i = first; i < last; i++) text.append(shown[i]);
            if (last < length || cutAfter) text.append(CUT);
            int shift = column[first] - (leads ? 1 : 0);
            int caretFrom = column[from] - shift;
            int caretTo = column[Math.min(to, last)] - shift;
            return new Quote(text.toString(), caretFrom, Math.max(caretFrom + 1, caretTo));
        }

        private static String show(byte[] bytes, int at, int length) {
            int octet = bytes[at] & 0xff;
            if (length == 1) {
                if (octet == '\t') return "    ";
                return octet >= ' ' && octet < 0x7f ? String.valueOf((char) octet) : Printable.hex(octet);
            }
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            if (text.codePointCount(0, text.length()) == 1 && Printable.isPrintable(text.codePointAt(0))) return text;
            StringBuilder escaped = new StringBuilder();
            for (int i = 0; i < length; i++) escaped.append(Printable.hex(bytes[at + i] & 0xff));
            return escaped.toString();
        }

        private static int widthOf(String text) {
            int width = 0;
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i)))
                width += Printable.width(text.codePointAt(i));
            return width;
        }

        /** Octets of the UTF-8 sequence that starts here; 1 where none does. */
        private static int sequence(byte[] bytes, int at, int end) {
            int lead = bytes[at] & 0xff;
            int length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
            if (at + length > end) return 1;
            for (int i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) != 0x80) return 1;
            return length;
        }
    }
}
