package smtplint.analyzer.rules.dialogue;

import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Verb;

/** Content that a client sends although no 354 has allowed it: the server reads its lines as commands. */
final class StrayContent {
    private StrayContent() {}

    /**
     * After a DATA that was refused or not answered, lines that are no commands are content. Lenient: a server that says
     * yes with another code than 354 has a fault of its own.
     */
    static boolean canFollow(Exchange exchange) {
        return exchange.is(Verb.DATA) && exchange.replies().stream().allMatch(Reply::isNegative);
    }

    /** The content held a bare CR or LF: what follows its dot may never have been meant as commands. */
    static boolean mayBeSmuggled(Exchange exchange) {
        return exchange.command().orElse(null) instanceof Command.EndOfData end
                && (end.content().facts().bareLf.any()
                        || end.content().facts().bareCr.any());
    }
}
