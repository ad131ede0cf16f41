package smtplint.cli.view;

import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Reply;
import smtplint.cli.format.Secrets;

/** What the client and the server said, as text without credentials. */
final class CommandWords {
    private CommandWords() {}

    /** Upper case; "." for the end of mail data, "*" for a step of AUTH. */
    static String verb(Command command, Secrets secrets) {
        if (command instanceof Command.EndOfData) return ".";
        if (command instanceof Command.AuthResponse) return "*";
        return secrets.verb(command);
    }

    static String argument(Command command, Secrets secrets) {
        if (command instanceof Command.EndOfData) return "";
        if (command instanceof Command.AuthResponse response) return response.cancels() ? "" : Secrets.MASK;
        return secrets.argument(command);
    }

    /** The line as on the wire. */
    static String line(Command command, Secrets secrets) {
        if (command instanceof Command.EndOfData) return ".";
        if (command instanceof Command.AuthResponse response) return response.cancels() ? "*" : Secrets.MASK;
        return secrets.line(command);
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
