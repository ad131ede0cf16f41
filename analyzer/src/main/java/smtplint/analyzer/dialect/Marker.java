package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;

/**
 * The mark of one side in an unknown form: words before the text, in which any number may stand for any other.
 *
 * @param words the normalised words, a blank between them
 * @param index how many words stand before them
 * @param blanks how many blanks stand between the mark and the text; 0 when the text follows at once
 */
record Marker(String words, int index, int blanks) {

    /** The text stands in quotes with escapes: in double quotes, as in JSON, or as Python prints octets. */
    boolean endsInQuote() {
        return blanks == 0 && (words.endsWith("\"") || words.endsWith("b'"));
    }

    /** An escape in it is an octet, not a character. */
    boolean quotesOctets() {
        return words.endsWith("b\"") || words.endsWith("b'");
    }

    /** The octet that opens the text; 0 when blanks stand before it. */
    char opening() {
        return blanks == 0 && !words.isEmpty() ? words.charAt(words.length() - 1) : 0;
    }

    /** Where the text begins, -1 when the line does not have the mark. */
    int textAt(SourceText line) {
        int from = LineShape.skipBlanks(line, line.start());
        for (int i = 0; i < index; i++) {
            from = skipWord(line, from);
            if (from == line.end()) return -1;
            from = LineShape.skipBlanks(line, from);
        }
        int end = match(line, from);
        if (end < 0) return -1;
        if (blanks > 0 && end < line.end() && !isBlank(line.at(end))) return -1;
        int text = end;
        while (text < line.end() && text - end < blanks && isBlank(line.at(text))) text++;
        return text;
    }

    private int match(SourceText line, int from) {
        int at = from;
        for (int i = 0; i < words.length(); i++) {
            char expected = words.charAt(i);
            int next = at;
            if (expected == '0') while (next < line.end() && LineShape.isDigit(line.at(next))) next++;
            else if (expected == ' ') next = LineShape.skipBlanks(line, at);
            else if (at < line.end() && line.at(at) == expected) next++;
            if (next == at) return -1;
            at = next;
        }
        return at;
    }

    static int skipWord(SourceText line, int from) {
        int i = from;
        while (i < line.end() && !isBlank(line.at(i))) i++;
        return i;
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /**
     * The mark that ends before a text: the last words of what stands there.
     *
     * @param count how many words make the mark
     */
    static Marker before(SourceText line, int text, int count) {
        int end = text;
        while (end > line.start() && isBlank(line.at(end - 1))) end--;
        int from = end;
        for (int words = 0; words < count; words++) {
            int word = from;
            while (word > line.start() && isBlank(line.at(word - 1))) word--;
            while (word > line.start() && !isBlank(line.at(word - 1))) word--;
            from = word;
        }
        from = LineShape.skipBlanks(line, from);
        return new Marker(normalised(line, from, end), wordsBefore(line, from), text - end);
    }

    private static int wordsBefore(SourceText line, int end) {
        int count = 0;
        for (int i = LineShape.skipBlanks(line, line.start()); i < end; count++)
            i = LineShape.skipBlanks(line, skipWord(line, i));
        return count;
    }

    private static String normalised(SourceText line, int from, int end) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < end; i++) {
            int c = line.at(i);
            char last = out.isEmpty() ? 0 : out.charAt(out.length() - 1);
            if (LineShape.isDigit(c)) {
                if (last != '0') out.append('0');
            } else if (isBlank(c)) {
                if (last != ' ') out.append(' ');
            } else {
                out.append((char) c);
            }
        }
        return out.toString();
    }
}
