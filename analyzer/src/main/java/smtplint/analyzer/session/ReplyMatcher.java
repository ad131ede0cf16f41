package smtplint.analyzer.session;

import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Verb;

/** Codes that belong to one command: they show which command a reply answers when another one got lost. */
final class ReplyMatcher {
    private ReplyMatcher() {}

    /** True when the code says nothing against this command. */
    static boolean fits(Command command, int code) {
        return switch (code) {
            case 354, 334, 235, 221 -> isProperTo(command, code);
            default -> true;
        };
    }

    /** True when the code is one that this command gets and hardly another. */
    static boolean isProperTo(Command command, int code) {
        return switch (code) {
            case 354 -> command.is(Verb.DATA);
            case 334, 235 -> command.is(Verb.AUTH) || command instanceof Command.AuthResponse;
            case 221 -> command.is(Verb.QUIT);
            case 220 -> command.is(Verb.STARTTLS) || command.is(Verb.XCLIENT);
            default -> false;
        };
    }
}
