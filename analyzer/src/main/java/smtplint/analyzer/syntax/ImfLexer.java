package smtplint.analyzer.syntax;

import java.util.Arrays;
import smtplint.analyzer.source.Span;
import smtplint.grammar.ImfAddress;

/**
 * Cuts one field body into tokens. Every byte is in a token, in a comment or is white space; comments are kept beside the
 * tokens, or among them for {@link ImfClasses#RECEIVED}, where they say most.
 */
class ImfLexer extends ByteLexer {
    /** Comments nested deeper than this are taken for broken (RFC 5322 §3.2.2 sets no limit). */
    private static final int MAX_COMMENT_DEPTH = 100;

    private final byte[] table;
    private final boolean keepsComments;
    private byte[] bytes = new byte[0];
    private int limit;

    private int comments;
    private int[] commentStarts = new int[4];
    private int[] commentEnds = new int[4];

    private int brokenQuote = -1;
    private int brokenComment = -1;
    private boolean badOctet;

    ImfLexer(ImfClasses classes) {
        table = classes.table();
        keepsComments = classes == ImfClasses.RECEIVED;
    }

    @Override
    protected void scan(byte[] buffer, int from, int to) {
        bytes = buffer;
        limit = to;
        comments = 0;
        brokenQuote = brokenComment = -1;
        int i = from;
        while (i < limit) i = next(i);
    }

    /** The type of a run of atext: a word, unless a grammar has keywords. */
    int atom(byte[] buffer, int from, int to) {
        return ImfAddress.ATOM;
    }

    private int next(int from) {
        int kind = table[bytes[from] & 0xff];
        int i = from + 1;
        if (kind < 0) {
            while (i < limit && table[bytes[i] & 0xff] == kind) i++;
            add(kind == ImfClasses.ATEXT ? atom(bytes, from, i) : ImfAddress.NUMBER, from, i);
            return i;
        }
        switch (kind) {
            case ImfClasses.SPACE -> {
                return i;
            }
            case ImfClasses.QUOTE -> {
                return quotedString(from);
            }
            case ImfClasses.BRACKET -> {
                return domainLiteral(from);
            }
            case ImfClasses.PARENTHESIS -> {
                return comment(from);
            }
            default -> {
                add(kind, from, i);
                return i;
            }
        }
    }

    private int quotedString(int from) {
        badOctet = false;
        int end = closing(from + 1, '"', -1);
        if (end < 0) {
            brokenQuote = from;
            end = limit;
            badOctet = true;
        }
        add(badOctet ? ImfAddress.STRAY : ImfAddress.QUOTED_STRING, from, end);
        return end;
    }

    private int domainLiteral(int from) {
        badOctet = false;
        int end = closing(from + 1, ']', '[');
        if (end < 0) {
            add(ImfAddress.STRAY, from, from + 1);
            return from + 1;
        }
        add(badOctet ? ImfAddress.STRAY : ImfAddress.DOMAIN_LITERAL, from, end);
        return end;
    }

    /** The offset after the closing character, -1 when there is none before the end or before {@code stop}. */
    private int closing(int from, int close, int stop) {
        for (int i = from; i < limit; i++) {
            int c = bytes[i];
            if (c == close) return i + 1;
            if (c == stop) return -1;
            if (c == '\\') {
                i++;
                if (i + 1 < limit && bytes[i] == '\r' && bytes[i + 1] == '\n') badOctet = true;
            } else if (c == 0 || c == '\r' && !(i + 1 < limit && bytes[i + 1] == '\n')) badOctet = true;
        }
        return -1;
    }

    private int comment(int from) {
        int depth = 0;
        int deepest = 0;
        int i = from;
        do {
            int c = bytes[i++];
            if (c == '(') deepest = Math.max(deepest, ++depth);
            else if (c == ')') depth--;
            else if (c == '\\') i++;
        } while (depth > 0 && i < limit);
        int end = Math.min(i, limit);
        if (depth > 0 || deepest > MAX_COMMENT_DEPTH) {
            if (brokenComment < 0) brokenComment = from;
            add(keepsComments ? ImfAddress.COMMENT : ImfAddress.STRAY, from, end);
        } else if (keepsComments) add(ImfAddress.COMMENT, from, end);
        else addComment(from, end);
        return end;
    }

    private void addComment(int from, int to) {
        if (comments == commentStarts.length) {
            commentStarts = Arrays.copyOf(commentStarts, comments * 2);
            commentEnds = Arrays.copyOf(commentEnds, comments * 2);
        }
        commentStarts[comments] = from;
        commentEnds[comments++] = to;
    }

    /** The place of the tokens {@code from} to {@code to}, empty when there are none. */
    Span span(int from, int to) {
        return text().span(start(from), to > from ? end(to - 1) : start(from));
    }

    int comments() {
        return comments;
    }

    int commentStart(int comment) {
        return commentStarts[comment];
    }

    int commentEnd(int comment) {
        return commentEnds[comment];
    }

    /** Where a quoted string begins that never ends, -1 when there is none. */
    int brokenQuote() {
        return brokenQuote;
    }

    /** Where a comment begins that never ends, -1 when there is none. */
    int brokenComment() {
        return brokenComment;
    }

    @Override
    protected String word(int type) {
        return switch (type) {
            case ImfAddress.ATOM -> "a word";
            case ImfAddress.NUMBER -> "a number";
            case ImfAddress.QUOTED_STRING -> "a quoted string";
            case ImfAddress.DOMAIN_LITERAL -> "an address literal";
            case ImfAddress.LT -> "\"<\"";
            case ImfAddress.GT -> "\">\"";
            case ImfAddress.AT -> "\"@\"";
            case ImfAddress.COMMA -> "\",\"";
            case ImfAddress.SEMI -> "\";\"";
            case ImfAddress.COLON -> "\":\"";
            case ImfAddress.DOT -> "\".\"";
            case ImfAddress.SLASH -> "\"/\"";
            case ImfAddress.EQUALS -> "\"=\"";
            case ImfAddress.PLUS -> "\"+\"";
            case ImfAddress.MINUS -> "\"-\"";
            default -> "the end";
        };
    }
}
