package smtplint.cli.view;

import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.view.Sequence;
import smtplint.cli.format.Printable;
import smtplint.cli.format.Secrets;

/** What was said, without credentials and without what a terminal or a page would act on. */
record MaskedWords(Secrets secrets) implements Sequence.Words {
    @Override
    public String command(Command command) {
        return Printable.text(CommandWords.line(command, secrets));
    }

    @Override
    public String reply(Reply reply) {
        if (reply.lines().isEmpty()) return "no code";
        String first =
                Printable.text(secrets.mask(CommandWords.line(reply.lines().get(0))));
        return reply.lines().size() == 1 ? first : first + " (" + reply.lines().size() + " lines)";
    }

    @Override
    public String shown(String text) {
        return Printable.text(secrets.mask(text));
    }
}
