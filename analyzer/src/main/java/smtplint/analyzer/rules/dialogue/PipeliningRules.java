package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.function.BiConsumer;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.CommandGroup;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What may be sent before the reply to what came before it: RFC 2920 §3.1. */
public final class PipeliningRules extends RuleFamily {

    public PipeliningRules() {
        super("pipelining");

        rule("not-advertised")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.3.1")
                .rfc(2920, "3")
                .says("%s sent before the reply to %s, though PIPELINING is not offered")
                .because("Unless the server has offered PIPELINING the sender MUST wait for each reply: such "
                        + "servers may throw away what they did not expect yet.")
                .instead("Wait for each reply, or look for PIPELINING in the reply to EHLO.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<bob@example.com>
                       ^^^^
                    S: 250 2.1.0 ok
                    S: 250 2.1.5 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.0 ok
                    S: 250 2.1.5 ok
                    """)
                .where(Trait.SEVERAL_COMMANDS)
                .on(CommandGroup.class, PipeliningRules::notAdvertised);

        rule("command-after-sync-point")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(2920, "3.1")
                .says("%s sent before the reply to %s")
                .because("Success or failure of this command changes what the client may do next, so it can only "
                        + "be the last of a group.")
                .instead("Wait for its reply before sending more.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: VRFY bob
                    C: MAIL FROM:<alice@example.org>
                       ^^^^
                    S: 252 2.1.5 will try
                    S: 250 2.1.0 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: VRFY bob
                    S: 252 2.1.5 will try
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.SEVERAL_COMMANDS)
                .on(CommandGroup.class, PipeliningRules::afterSyncPoint);

        rule("command-after-starttls-in-group")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3207, "4")
                .rfc(2920, "3.1")
                .says("%s sent in the clear behind STARTTLS, before its reply")
                .because("What follows STARTTLS in the clear may be taken as if it had come through TLS: this is "
                        + "how commands are injected (CVE-2011-0411).")
                .instead("Send nothing after STARTTLS until the handshake is done.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 STARTTLS
                    C: STARTTLS
                    C: EHLO client.example.org
                       ^^^^
                    S: 220 2.0.0 go ahead
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 2.0.0 go ahead
                    # tls
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .verbs(Verb.STARTTLS)
                .where(Trait.SEVERAL_COMMANDS)
                .on(CommandGroup.class, PipeliningRules::afterStarttls);

        rule("command-after-auth-in-group")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(4954)
                .rfc(2920, "3.1")
                .says("%s sent before the AUTH exchange was over")
                .because("The server may answer AUTH with 334 and take the next line as base64. Only AUTH with "
                        + "an initial response, for a mechanism that needs no more, may stand inside a group.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 AUTH LOGIN
                    C: AUTH LOGIN
                    C: MAIL FROM:<alice@example.org>
                       ^^^^
                    S: 535 5.7.8 wrong
                    S: 530 5.7.0 authenticate first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    C: MAIL FROM:<alice@example.org>
                    S: 235 2.7.0 ok
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.AUTH)
                .where(Trait.SEVERAL_COMMANDS)
                .on(CommandGroup.class, PipeliningRules::afterAuth);

        rule("bdat-before-rcpt-replies")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3030, "2")
                .says("BDAT sent before the replies to RCPT")
                .because("RFC 3030 wants all MAIL and RCPT replies processed before the first chunk. Large "
                        + "providers send it all at once; if every recipient is refused, the chunk is wasted.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<bob@example.com>
                    C: BDAT 13 LAST
                       ^^^^
                    C: Subject: hi
                    S: 250 2.1.0 ok
                    S: 250 2.1.5 ok
                    S: 250 2.0.0 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.0 ok
                    S: 250 2.1.5 ok
                    C: BDAT 13 LAST
                    C: Subject: hi
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.BDAT)
                .where(Trait.SEVERAL_COMMANDS)
                .on(CommandGroup.class, PipeliningRules::chunkBeforeReplies);

        rule("quit-pipelined-after-data-reply-pending")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(2920, "3.1")
                .rfc(5321, "4.1.1.10")
                .says("QUIT sent before the reply to the end of the mail data")
                .because("A last QUIT in the group of the content is legal, but should the message be refused "
                        + "the client has left already and must open a new session.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    C: DATA
                    S: 250 2.1.5 ok
                    S: 354 go ahead
                    C: .
                    C: QUIT
                       ^^^^
                    S: 250 2.0.0 ok
                    S: 221 2.0.0 bye
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    C: DATA
                    S: 250 2.1.5 ok
                    S: 354 go ahead
                    C: .
                    S: 250 2.0.0 ok
                    C: QUIT
                    S: 221 2.0.0 bye
                    """)
                .verbs(Verb.QUIT)
                .where(Trait.SEVERAL_COMMANDS)
                .on(CommandGroup.class, PipeliningRules::quitAfterContent);
    }

    /** Which rule speaks for a command that was sent before the reply to the one in front of it. */
    private enum Breach {
        NONE,
        CONTENT,
        STARTTLS,
        AUTH,
        NOT_ADVERTISED,
        SYNC_POINT
    }

    private static Breach breach(Exchange before, Exchange exchange) {
        SessionState state = exchange.known();
        boolean early = !state.isKnown() || state.is(Phase.CONN) || exchange.tainted() || before.is(Verb.QUIT);
        if (early) return Breach.NONE;
        if (exchange.command().orElseThrow() instanceof Command.EndOfData) return Breach.CONTENT;
        if (before.is(Verb.STARTTLS)) return Breach.STARTTLS;
        if (state.offers().lacks("PIPELINING")) return Breach.NOT_ADVERTISED;
        if (before.is(Verb.AUTH) || before.verb().equals("*")) return endsInOneStep(before) ? Breach.NONE : Breach.AUTH;
        return isSyncPoint(before) ? Breach.SYNC_POINT : Breach.NONE;
    }

    /** RFC 2920 §3.1 and commands of extensions that say nothing else; BDAT chunks may follow each other. */
    private static boolean isSyncPoint(Exchange exchange) {
        return exchange.command()
                .flatMap(c -> c.known())
                .filter(verb -> switch (verb) {
                    case EHLO, LHLO, DATA, VRFY, EXPN, TURN, NOOP, ETRN, ATRN, XCLIENT -> true;
                    default -> false;
                })
                .isPresent();
    }

    private static boolean endsInOneStep(Exchange exchange) {
        return exchange.command().orElseThrow() instanceof Command.Auth auth
                && auth.initialResponse().isPresent()
                && (auth.mechanism().is("PLAIN")
                        || auth.mechanism().is("EXTERNAL")
                        || auth.mechanism().is("ANONYMOUS"));
    }

    /**
     * Reports the first breach of this kind in a group. A reply that the recording lost makes commands look as if they
     * had not waited, so each must have its reply; a server that takes offence answers one and closes.
     */
    private static void report(CommandGroup group, Breach kind, BiConsumer<Exchange, Exchange> reporter) {
        List<Exchange> exchanges = group.exchanges();
        if (exchanges.stream().anyMatch(StrayContent::mayBeSmuggled)) return;
        for (int i = 1; i < exchanges.size(); i++) {
            Exchange before = exchanges.get(i - 1);
            Exchange exchange = exchanges.get(i);
            if (breach(before, exchange) != kind) continue;
            if (isProven(exchanges)) reporter.accept(before, exchange);
            return;
        }
    }

    private static boolean isProven(List<Exchange> group) {
        int last = group.size() - 1;
        while (last >= 0 && group.get(last).replies().isEmpty()) last--;
        if (last < 0
                || group.subList(0, last).stream().anyMatch(e -> e.replies().isEmpty())) return false;
        int code = group.get(last).code();
        boolean offence = code == 554 || code == 421 || code == 503;
        return last == group.size() - 1 || offence;
    }

    private static void notAdvertised(CommandGroup group, Findings findings) {
        report(group, Breach.NOT_ADVERTISED, (before, exchange) -> at(exchange, findings, shown(before)));
    }

    private static void afterSyncPoint(CommandGroup group, Findings findings) {
        report(group, Breach.SYNC_POINT, (before, exchange) -> at(exchange, findings, shown(before)));
    }

    private static void afterStarttls(CommandGroup group, Findings findings) {
        report(group, Breach.STARTTLS, (before, exchange) -> at(exchange, findings));
    }

    private static void afterAuth(CommandGroup group, Findings findings) {
        report(group, Breach.AUTH, (before, exchange) -> at(exchange, findings));
    }

    private static void at(Exchange exchange, Findings findings, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = shown(exchange);
        System.arraycopy(more, 0, arguments, 1, more.length);
        findings.at(exchange.command().orElseThrow().verb().span(), arguments);
    }

    private static String shown(Exchange exchange) {
        return switch (exchange.verb()) {
            case "." -> "the end of mail data";
            case "*" -> "the AUTH response";
            default -> exchange.verb();
        };
    }

    private static void chunkBeforeReplies(CommandGroup group, Findings findings) {
        boolean recipient = false;
        for (Exchange exchange : group.exchanges()) {
            recipient |= exchange.is(Verb.RCPT);
            if (!recipient || !exchange.is(Verb.BDAT)) continue;
            if (exchange.known().offers().has("PIPELINING"))
                findings.at(exchange.command().orElseThrow().verb().span());
            return;
        }
    }

    private static void quitAfterContent(CommandGroup group, Findings findings) {
        List<Exchange> exchanges = group.exchanges();
        for (int i = 1; i < exchanges.size(); i++) {
            Exchange quit = exchanges.get(i);
            boolean pending = exchanges.get(i - 1).verb().equals(".");
            if (quit.is(Verb.QUIT) && pending && quit.known().offers().has("PIPELINING") && isProven(exchanges))
                findings.at(quit.command().orElseThrow().verb().span());
        }
    }
}
