package smtplint.analyzer.syntax;

import static smtplint.analyzer.syntax.SmtpClasses.isSpace;

import smtplint.grammar.SmtpCommand;

/**
 * The argument of MAIL and RCPT, in three parts with tokens of their own: the keyword, the path, the parameters.
 * {@code FROM:} is a keyword only where the argument begins, so that {@code <@relay.to:bob@from.to>} is read right.
 */
final class MailArgumentLexer extends ByteLexer {
    private boolean quotesClose;

    @Override
    protected void scan(byte[] bytes, int from, int to) {
        quotesClose = true;
        int path = space(bytes, keyword(bytes, space(bytes, from, to), to), to);
        int parameters = endOfPath(bytes, path, to);
        path(bytes, path, parameters);
        parameters(bytes, parameters, to);
    }

    @Override
    protected String word(int type) {
        return SmtpClasses.word(type);
    }

    private int space(byte[] bytes, int from, int to) {
        int i = skipSpace(bytes, from, to);
        if (i > from) add(SmtpCommand.SP, from, i);
        return i;
    }

    private static int skipSpace(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isSpace(bytes[i])) i++;
        return i;
    }

    private int keyword(byte[] bytes, int from, int to) {
        int word = from;
        while (word < to && isLetter(bytes[word])) word++;
        if (!isWord(bytes, from, word, "from") && !isWord(bytes, from, word, "to")) return from;
        int colon = skipSpace(bytes, word, to);
        if (colon < to && bytes[colon] == ':') {
            add(SmtpCommand.KEYWORD, from, colon + 1);
            return colon + 1;
        }
        if (colon == to || bytes[colon] != '<') return from;
        // Lenient: the colon is missing.
        add(SmtpCommand.KEYWORD, from, word);
        return word;
    }

    private static boolean isLetter(byte b) {
        return (b | 32) >= 'a' && (b | 32) <= 'z';
    }

    private static boolean isWord(byte[] bytes, int from, int to, String lower) {
        if (to - from != lower.length()) return false;
        for (int i = 0; i < lower.length(); i++) if ((bytes[from + i] | 32) != lower.charAt(i)) return false;
        return true;
    }

    /** After the ">", or at the first space of a path without brackets, unless a bracket follows: then it is a name. */
    private int endOfPath(byte[] bytes, int from, int to) {
        int firstSpace = to;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"') i = quoteEnd(bytes, i, to) - 1;
            else if (b == '\\') i++;
            else if (b == '<') return bracketEnd(bytes, i, to);
            else if (b == '=' && firstSpace < to) return firstSpace;
            else if (isSpace(b) && firstSpace == to) firstSpace = i;
        }
        return firstSpace;
    }

    private int bracketEnd(byte[] bytes, int bracket, int to) {
        int firstSpace = to;
        int from = skipSpace(bytes, bracket + 1, to);
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"') i = quoteEnd(bytes, i, to) - 1;
            else if (b == '\\') i++;
            else if (b == '>') return i + 1;
            else if (b == '=' && firstSpace < to) return firstSpace;
            else if (isSpace(b) && firstSpace == to) firstSpace = i;
        }
        return firstSpace;
    }

    /** The offset after the closing quote; of a quote that is never closed, after the quote itself. */
    private int quoteEnd(byte[] bytes, int quote, int to) {
        if (!quotesClose) return quote + 1;
        for (int i = quote + 1; i < to; i++) {
            if (bytes[i] == '\\') i++;
            else if (bytes[i] == '"') return i + 1;
        }
        quotesClose = false;
        return quote + 1;
    }

    private void path(byte[] bytes, int from, int to) {
        quotesClose = true;
        int i = from;
        while (i < to) {
            int start = i;
            int type = SmtpClasses.inPath(bytes[i++]);
            if (type == SmtpCommand.WORD || type == SmtpCommand.SP) {
                while (i < to && SmtpClasses.inPath(bytes[i]) == type) i++;
            } else if (type == SmtpCommand.QUOTED) {
                i = quoteEnd(bytes, start, to);
                if (i == start + 1) type = SmtpCommand.STRAY;
            } else if (type == SmtpCommand.LITERAL) {
                i = literalEnd(bytes, i, to);
            } else if (bytes[start] == '\\' && i < to) {
                i++;
            }
            add(type, start, i);
        }
    }

    private static int literalEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ']' && bytes[i] != '>' && bytes[i] != '@' && !isSpace(bytes[i])) i++;
        return i < to && bytes[i] == ']' ? i + 1 : i;
    }

    private void parameters(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int start = i;
            if (isSpace(bytes[i])) {
                i = skipSpace(bytes, i, to);
                add(SmtpCommand.BREAK, start, i);
            } else if (bytes[i] == '=') {
                add(SmtpCommand.EQUALS, i, ++i);
                start = i;
                while (i < to && !isSpace(bytes[i])) i++;
                if (i > start) add(SmtpCommand.VALUE, start, i);
            } else {
                while (i < to && !isSpace(bytes[i]) && bytes[i] != '=') i++;
                add(SmtpCommand.PARAM, start, i);
            }
        }
    }
}
