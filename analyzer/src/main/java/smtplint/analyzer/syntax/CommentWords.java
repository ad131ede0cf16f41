package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/**
 * The words of a comment: what white space, commas, quotes, parentheses and angle brackets set apart, literals by
 * themselves.
 */
final class CommentWords {
    private final SourceText text;
    private final int limit;
    private int position;
    private int start;
    private int end;
    private int startBefore;
    private int endBefore;
    private boolean literal;

    CommentWords(SourceText text, int from, int to) {
        this.text = text;
        this.position = from;
        this.limit = to;
    }

    boolean next() {
        while (position < limit && isSeparator(text.at(position))) position++;
        if (position >= limit) return false;
        startBefore = start;
        endBefore = end;
        start = position;
        literal = text.at(start) == '[';
        if (literal) {
            start = ++position;
            while (position < limit && text.at(position) != ']') position++;
            end = position;
            while (position < limit && !isSeparator(text.at(position))) position++;
            unwrap();
            return true;
        }
        while (position < limit && !ends(text.at(position))) position++;
        end = position;
        if (end > start + 1 && text.at(end - 1) == ':') end--;
        return true;
    }

    /** "[[UNIX: localhost]]" and "[(192.0.2.1)]" have wrappers within the brackets. */
    private void unwrap() {
        while (start < end && (text.at(start) == '[' || text.at(start) == '(')) start++;
        while (end > start && text.at(end - 1) == ')') end--;
    }

    private boolean ends(int c) {
        if (c == '[') return !(position > start && text.at(position - 1) == '=');
        return isSeparator(c);
    }

    private static boolean isSeparator(int c) {
        return c <= ' ' || c == ',' || c == '(' || c == ')' || c == '<' || c == '>' || c == ']' || c == '"';
    }

    String word() {
        return text.string(start, end);
    }

    Text text() {
        return Text.of(text, start, end);
    }

    boolean is(String word) {
        return !literal && end - start == word.length() && text.startsWithIgnoringCase(word, start);
    }

    /** Where the word before this one began. */
    int startBefore() {
        return startBefore;
    }

    int endBefore() {
        return endBefore;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** It stood in square brackets. */
    boolean isLiteral() {
        return literal;
    }

    /** A literal follows, perhaps after white space or a closing angle bracket. */
    boolean isBeforeLiteral() {
        int i = position;
        while (i < limit && isSeparator(text.at(i))) i++;
        return i < limit && text.at(i) == '[';
    }
}
