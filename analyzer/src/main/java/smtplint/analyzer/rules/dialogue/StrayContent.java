package smtplint.analyzer.rules.dialogue;

import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Verb;

/** Content that a client sends although no 354 has allowed it: the server reads its lines as commands. */
final class StrayContent {
    private StrayContent() {}

    /** After a DATA that got no 354, lines that are no commands are content. */
    static boolean canFollow(Exchange exchange) {
        return exchange.is(Verb.DATA) && exchange.replies().stream().noneMatch(r -> r.code() == 354);
    }
}
