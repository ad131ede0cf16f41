package smtplint.analyzer.syntax;

import smtplint.grammar.ImfAddress;

/**
 * What an octet can begin in a field body. Field grammars differ in the specials only: a "/" is part of an atom in an
 * address and a special in a Content-Type.
 */
enum ImfClasses {
    /** atext of RFC 5322 §3.2.3, and above 127 as RFC 6532 §3.2 allows. */
    ADDRESS("!#$%&'*+-/=?^_`{|}~", "<>@,;:."),
    /** Letters, digits and signs apart. */
    DATE("", "+-,:;<>@./=") {
        @Override
        byte digits() {
            return DIGIT;
        }
    },
    /** token of RFC 2045 §5.1: all but SPACE, controls and tspecials. */
    MIME("!#$%&'*+-^_`{|}~.", "<>@,;:/="),
    /** Words as MTAs write them: what is left when brackets, quotes, "," and ";" are taken out. */
    RECEIVED("!#$%&'*+-/=?^_`{|}~.:@\\]", "<>,;");

    static final byte ATEXT = -1;
    static final byte DIGIT = -2;
    static final byte SPACE = 100;
    static final byte QUOTE = 101;
    static final byte BRACKET = 102;
    static final byte PARENTHESIS = 103;

    private final byte[] table = new byte[256];

    ImfClasses(String atext, String specials) {
        for (int c = 0; c < 256; c++) table[c] = c > 127 ? ATEXT : ImfAddress.STRAY;
        for (int c = 'a'; c <= 'z'; c++) table[c] = table[c - 32] = ATEXT;
        for (int c = '0'; c <= '9'; c++) table[c] = digits();
        for (char c : atext.toCharArray()) table[c] = ATEXT;
        for (char c : specials.toCharArray()) table[c] = (byte) special(c);
        for (char c : " \t\r\n".toCharArray()) table[c] = SPACE;
        table['"'] = QUOTE;
        table['['] = BRACKET;
        table['('] = PARENTHESIS;
    }

    byte digits() {
        return ATEXT;
    }

    /** Read only. */
    byte[] table() {
        return table;
    }

    private static int special(char c) {
        return switch (c) {
            case '<' -> ImfAddress.LT;
            case '>' -> ImfAddress.GT;
            case '@' -> ImfAddress.AT;
            case ',' -> ImfAddress.COMMA;
            case ';' -> ImfAddress.SEMI;
            case ':' -> ImfAddress.COLON;
            case '.' -> ImfAddress.DOT;
            case '/' -> ImfAddress.SLASH;
            case '=' -> ImfAddress.EQUALS;
            case '+' -> ImfAddress.PLUS;
            case '-' -> ImfAddress.MINUS;
            default -> ImfAddress.STRAY;
        };
    }
}
