package smtplint.cli.view;

import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Reply;
import smtplint.cli.format.Secrets;

/** What the client and the server said, as text without credentials. */
final class CommandWords {
    private CommandWords() {}

    /** Upper case; "." for the end of mail data, "*" for a step of AUTH. */
    static String verb(Command command) {
        if (command instanceof Command.EndOfData) return ".";
        if (command instanceof Command.AuthResponse) return "*";
        return command.verb().upper();
    }

    static String argument(Command command, Secrets secrets) {
        if (command instanceof Command.EndOfData) return "";
        if (command instanceof Command.AuthResponse response) return response.cancels() ? "" : Secrets.MASK;
        String argument = command.argument().value();
        return Secrets.isAuth(command) ? Secrets.maskedArgument(argument) : secrets.mask(argument);
    }

    /** The line as on the wire. */
    static String line(Command command, Secrets secrets) {
        if (command instanceof Command.EndOfData) return ".";
        if (command instanceof Command.AuthResponse response) return response.cancels() ? "*" : Secrets.MASK;
        if (!Secrets.isAuth(command)) return secrets.mask(command.line().text().value());
        return command.verb().value() + " "
                + Secrets.maskedArgument(command.argument().value());
    }

    static String line(Reply.ReplyLine line) {
        if (line.code() == 0) return line.text().value();
        String separator = line.separator() == 0 ? "" : String.valueOf(line.separator());
        String digits = Integer.toString(line.code());
        return "0".repeat(Math.max(0, 3 - digits.length()))
                + digits
                + separator
                + line.text().value();
    }
}
