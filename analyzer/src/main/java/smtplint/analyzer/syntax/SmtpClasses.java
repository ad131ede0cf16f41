package smtplint.analyzer.syntax;

import smtplint.grammar.SmtpCommand;

/** Classes of octets in arguments of commands, and what the tokens made of them are called. */
final class SmtpClasses {
    /** The token type that an octet begins inside a path. */
    private static final byte[] PATH = new byte[256];

    static {
        for (int c = 0; c < 256; c++) PATH[c] = (byte) (c <= ' ' || c == 127 ? SmtpCommand.STRAY : SmtpCommand.WORD);
        for (char c : "\\();]".toCharArray()) PATH[c] = SmtpCommand.STRAY;
        PATH[' '] = SmtpCommand.SP;
        PATH['\t'] = SmtpCommand.SP;
        PATH['<'] = SmtpCommand.LT;
        PATH['>'] = SmtpCommand.GT;
        PATH['@'] = SmtpCommand.AT;
        PATH[':'] = SmtpCommand.COLON;
        PATH[','] = SmtpCommand.COMMA;
        PATH['"'] = SmtpCommand.QUOTED;
        PATH['['] = SmtpCommand.LITERAL;
    }

    private SmtpClasses() {}

    static int inPath(byte b) {
        return PATH[b & 0xff];
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    static String word(int type) {
        return switch (type) {
            case SmtpCommand.KEYWORD -> "\"FROM:\" or \"TO:\"";
            case SmtpCommand.SP, SmtpCommand.BREAK -> "a space";
            case SmtpCommand.LT -> "\"<\"";
            case SmtpCommand.GT -> "\">\"";
            case SmtpCommand.AT -> "\"@\"";
            case SmtpCommand.COLON -> "\":\"";
            case SmtpCommand.COMMA -> "\",\"";
            case SmtpCommand.EQUALS -> "\"=\"";
            case SmtpCommand.QUOTED -> "a quoted string";
            case SmtpCommand.LITERAL -> "an address literal";
            case SmtpCommand.PARAM -> "a parameter";
            case SmtpCommand.VALUE -> "a value";
            case SmtpCommand.EOF -> "the end of the line";
            default -> "a word";
        };
    }
}
