package smtplint.analyzer.syntax;

import smtplint.grammar.SmtpCommand;

/** Words and the white space between them: the arguments of most commands, and the texts of replies. */
final class ArgumentLexer extends ByteLexer {
    @Override
    protected void scan(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int start = i;
            boolean space = SmtpClasses.isSpace(bytes[i]);
            while (i < to && SmtpClasses.isSpace(bytes[i]) == space) i++;
            add(space ? SmtpCommand.SP : SmtpCommand.ARGUMENT, start, i);
        }
    }

    @Override
    protected String word(int type) {
        return SmtpClasses.word(type);
    }
}
