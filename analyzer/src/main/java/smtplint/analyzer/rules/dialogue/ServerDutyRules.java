package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.BETWEEN;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.START;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.session.StateTable;
import smtplint.analyzer.session.Verdict;
import smtplint.analyzer.source.Span;

/** What every server must understand, accept and refuse: RFC 5321 §4.1.4, §4.5.1 and §4.5.3. */
public final class ServerDutyRules extends RuleFamily {
    private static final Set<Verb> REQUIRED =
            EnumSet.of(Verb.HELO, Verb.MAIL, Verb.RCPT, Verb.DATA, Verb.RSET, Verb.NOOP, Verb.QUIT, Verb.VRFY);

    public ServerDutyRules() {
        super("reply");

        rule("ehlo-rejected-as-unknown")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(BETWEEN)
                .rfc(5321, "4.5.1")
                .says("EHLO answered with %s, as if the command were unknown")
                .because("Every server MUST support EHLO. Where one does not know it, a firewall or proxy is often in "
                        + "between, and with it goes every extension: STARTTLS, AUTH, SIZE.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 500 unrecognized command
                           ^^^
                        C: HELO client.example.com
                        S: 250 mx.example.org
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .verbs(Verb.EHLO)
                .where(Trait.REFUSED)
                .on(Exchange.class, (exchange, findings) -> {
                    boolean smtp = !exchange.actual().lmtp();
                    boolean known = exchange.actual().is(Phase.INIT) && !exchange.tainted();
                    if (smtp && known && (exchange.code() == 500 || exchange.code() == 502))
                        findings.at(codeSpan(exchange), exchange.code());
                });

        rule("required-command-not-recognized")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.5.1")
                .rfc(5321, "4.3.2")
                .says("%s answered with %s, as if the command were unknown")
                .because("EHLO, HELO, MAIL, RCPT, DATA, RSET, NOOP, QUIT and VRFY MUST be supported by every server; "
                        + "to answer one of them as unknown violates the specification.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: RSET
                        S: 502 not implemented
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: RSET
                        S: 250 ok
                        """)
                .where(Trait.REFUSED)
                .on(Exchange.class, ServerDutyRules::notRecognized);

        rule("free-command-refused-before-ehlo")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, START)
                .blames(SERVER)
                .rfc(5321, "4.1.4")
                .says("503 to %s, which needs no EHLO before it")
                .because(
                        "NOOP, HELP, EXPN, VRFY and RSET can be used at any time; servers SHOULD NOT answer 503 because "
                                + "no EHLO has come yet.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: NOOP
                        S: 503 send EHLO first
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: NOOP
                        S: 250 ok
                        """)
                .verbs(Verb.NOOP, Verb.HELP, Verb.EXPN, Verb.VRFY, Verb.RSET)
                .where(Trait.REFUSED)
                .on(Exchange.class, (exchange, findings) -> {
                    if (isEarly(exchange) && exchange.code() == 503) findings.at(codeSpan(exchange), exchange.verb());
                });

        rule("out-of-order-reply-not-503")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, START)
                .blames(SERVER)
                .rfc(5321, "4.1.4")
                .says("%s out of order, and the server answered %s instead of 503")
                .because("When commands are out of order to the degree that they can't be processed, 503 MUST be "
                        + "returned. Another code tells the client that something else is wrong, or nothing.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: RCPT TO:<bob@example.org>
                        S: 503 MAIL first
                        """)
                .verbs(Verb.MAIL, Verb.RCPT, Verb.DATA, Verb.BDAT, Verb.BURL)
                .on(Exchange.class, ServerDutyRules::outOfOrder);

        rule("too-many-recipients-552")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.5.3.1.10")
                .says("Too many recipients reported with 552 instead of 452")
                .because("552 was the mistake of RFC 821: after 452 the client sends the rest in another transaction, "
                        + "after 552 it may give up on these recipients.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 552 too many recipients
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 no such user
                        """)
                .verbs(Verb.RCPT)
                .where(Trait.REFUSED)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.code() == 552 && complainsOfTooMany(exchange)) findings.at(codeSpan(exchange));
                });

        rule("too-many-recipients-below-100")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.5.3.1.8")
                .says("Too many recipients after %s accepted ones")
                .because("A server MUST be able to buffer 100 recipients. A site may set a lower limit by policy, and "
                        + "then says so with a 5yz code.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: RCPT TO:<carol@example.org>
                        S: 452 too many recipients
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: RCPT TO:<carol@example.org>
                        S: 452 mailbox full
                        """)
                .verbs(Verb.RCPT)
                .where(Trait.REFUSED)
                .on(Exchange.class, (exchange, findings) -> {
                    SessionState state = exchange.actual();
                    if (exchange.code() == 452 && complainsOfTooMany(exchange) && state.isKnown())
                        if (state.recipients() < 100) findings.at(codeSpan(exchange), state.recipients());
                });

        rule("postmaster-refused")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.5.1")
                .says("RCPT to postmaster refused with %s")
                .because("Every server that relays or delivers mail MUST accept mail for the reserved mailbox "
                        + "\"postmaster\".")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<postmaster>
                        S: 550 no such user
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<postmaster>
                        S: 250 ok
                        """)
                .verbs(Verb.RCPT)
                .where(Trait.REFUSED)
                .on(Exchange.class, ServerDutyRules::postmasterRefused);

        rule("null-sender-refused")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(1123, "5.2.9")
                .says("MAIL with the null reverse-path refused with %s")
                .because("A server MUST support \"MAIL FROM:<>\": bounces come with it, and without them senders never "
                        + "learn that their mail was lost.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<>
                        S: 550 null sender refused
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<>
                        S: 250 ok
                        """)
                .verbs(Verb.MAIL)
                .where(Trait.REFUSED)
                .on(Exchange.class, (exchange, findings) -> {
                    boolean refused = exchange.code() == 550 || exchange.code() == 553 || exchange.code() == 501;
                    boolean plain = exchange.command()
                            .filter(c -> c instanceof Command.Mail mail
                                    && mail.reversePath() instanceof MailPath.NullPath
                                    && mail.parameters().isEmpty())
                            .isPresent();
                    if (plain && refused && exchange.actual().is(Phase.READY) && !exchange.tainted())
                        findings.at(codeSpan(exchange), exchange.code());
                });

        rule("greeting-discloses-version")
                .severity(HINT)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "7.5")
                .says("The greeting names a software version")
                .because("A version helps those who look for a known weakness, and whoever debugs; the RFC leaves the "
                        + "choice to the site.")
                .bad("""
                        S: 220 mx.example.org ESMTP Examplemail 4.92.3 ready
                                                                ^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP ready
                        """)
                .where(Trait.GREETING)
                .on(Exchange.class, ServerDutyRules::version);

        rule("greeting-name-differs-from-ehlo")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.1.1.1")
                .says("The server calls itself %s here and %s in its greeting")
                .because("Both lines identify the server; two names make it hard to tell which host answered, and "
                        + "often mean a proxy or a balancer.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mail.example.net
                               ^^^^^^^^^^^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org at your service
                        """)
                .on(Session.class, ServerDutyRules::names);

        rule("greeting-domain-missing")
                .severity(WARNING)
                .needs(LINES, START)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .rfc(5321, "4.3.1")
                .says("The word after 220 is not a domain name or address literal")
                .because("The greeting MUST begin with the name of the server: clients log it, and detect loops by it.")
                .bad("""
                        S: 220 *** ready ***
                               ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ready
                        """)
                .where(Trait.GREETING)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.code() != 220) return;
                    Reply.ReplyLine line = exchange.replies().get(0).firstLine();
                    if (line.hidden()) return;
                    String word = line.text().firstWord();
                    if (word.isEmpty()) findings.at(line.codeSpan());
                    else if (!isHostLike(word)) findings.at(line.text().part(0, word.length()));
                });
    }

    /** Before a hello; a client that did not even wait for the greeting has that to answer for. */
    private static boolean isEarly(Exchange exchange) {
        return exchange.actual().is(Phase.INIT) && !exchange.known().is(Phase.CONN) && !exchange.tainted();
    }

    private static Span codeSpan(Exchange exchange) {
        return exchange.reply().orElseThrow().codeSpan();
    }

    private static void notRecognized(Exchange exchange, Findings findings) {
        if (isNotRecognized(exchange)) findings.at(codeSpan(exchange), exchange.verb(), exchange.code());
    }

    /** 502 to HELO is widely seen, and reported as that. */
    static boolean isNotRecognized(Exchange exchange) {
        int code = exchange.code();
        if (code != 500 && code != 502 || exchange.tainted()) return false;
        Optional<Verb> verb = exchange.command().flatMap(Command::known);
        if (verb.isEmpty() || !REQUIRED.contains(verb.get())) return false;
        boolean seen = verb.get() == Verb.HELO && code == 502;
        boolean lmtpHelo = verb.get() == Verb.HELO && exchange.actual().lmtp();
        boolean vrfy = verb.get() == Verb.VRFY && code == 502;
        Command.Line line = exchange.command().orElseThrow().line();
        boolean tooLong = code == 500 && line.octets() > 510;
        boolean odd = line.leadingSpace() > 0 || line.text().hasNonAscii() || !speaksOfTheVerb(exchange);
        return !seen
                && !lmtpHelo
                && !vrfy
                && !tooLong
                && !odd
                && exchange.actual().isKnown();
    }

    /** 500 is also the code for a line that is too long or has a syntax error, which is no fault of the server. */
    private static boolean speaksOfTheVerb(Exchange exchange) {
        if (exchange.code() == 502) return true;
        String text = Ascii.lower(exchange.reply().orElseThrow().text());
        return text.contains("unrecogni")
                || text.contains("not recogni")
                || text.contains("unknown")
                || text.contains("not implemented")
                || text.contains("invalid command");
    }

    private static void outOfOrder(Exchange exchange, Findings findings) {
        Optional<Verb> verb = exchange.command().flatMap(Command::known);
        if (verb.isEmpty() || !verb.get().isMailCommand() || exchange.tainted()) return;
        Verdict verdict = StateTable.verdict(verb.get(), exchange.actual().phase());
        boolean refused = exchange.actual().is(Phase.REFUSED);
        if (refused || verdict != Verdict.OUT_OF_ORDER && verdict != Verdict.HELLO_FIRST) return;
        int code = exchange.code();
        boolean right = code == 503 || code == 421 || code == 530 || code == 500 || code == 501 || code == 502;
        boolean noRecipient = verb.get() == Verb.DATA || verb.get() == Verb.BDAT;
        boolean lmtp = verb.get() == Verb.DATA && exchange.actual().lmtp();
        // 354 after refused recipients has a rule of its own.
        SessionState state = exchange.actual();
        boolean toNobody = code == 354 && state.is(Phase.MAIL) && state.recipientsTried() > 0;
        if (code == 0 || right || noRecipient && code == 554 || lmtp || toNobody) return;
        findings.at(codeSpan(exchange), verb.get(), code);
    }

    private static boolean complainsOfTooMany(Exchange exchange) {
        if (exchange.tainted()) return false;
        return Ascii.lower(exchange.reply().orElseThrow().text()).contains("too many recipients");
    }

    private static void postmasterRefused(Exchange exchange, Findings findings) {
        boolean reserved = exchange.command()
                .filter(c -> c instanceof Command.Rcpt rcpt
                        && rcpt.forwardPath() instanceof MailPath.Path path
                        && path.mailbox().host().isEmpty()
                        && path.mailbox().localPart().value().equalsIgnoreCase("postmaster"))
                .isPresent();
        int code = exchange.code();
        boolean refused = code == 550 || code == 551 || code == 553 || code == 501;
        boolean open = exchange.actual().inTransaction() && !exchange.tainted();
        if (reserved && refused && open) findings.at(codeSpan(exchange), code);
    }

    private static void version(Exchange exchange, Findings findings) {
        if (exchange.code() != 220) return;
        Reply.ReplyLine line = exchange.replies().get(0).firstLine();
        String text = line.text().value();
        int i = line.text().firstWord().length();
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && text.charAt(end) > ' ') end++;
            String word = text.substring(i, end);
            if (isVersion(word)) {
                findings.at(line.text().part(i, end));
                return;
            }
            i = end + 1;
        }
    }

    /** Digits with dots between them, two to four numbers, perhaps with a letter: 4.92, 8.15.2, 3.4a. */
    private static boolean isVersion(String word) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Ascii.isDigit(c)) digits++;
            else if (c == '.' && i > 0 && i < word.length() - 1) dots++;
            else if (i == 0 || i < word.length() - 2) return false;
        }
        return dots > 0 && dots < 4 && digits > 1 && Ascii.isDigit(word.charAt(0));
    }

    private static void names(Session session, Findings findings) {
        Optional<String> greeted = session.greeting()
                .filter(g -> g.code() == 220)
                .map(g -> g.replies().get(0).firstLine().text().firstWord())
                .filter(ServerDutyRules::isHostLike);
        if (greeted.isEmpty()) return;
        for (Exchange exchange : session.exchanges()) {
            boolean hello =
                    exchange.command().filter(c -> c instanceof Command.Hello).isPresent();
            if (!hello || exchange.code() != 250) continue;
            Reply.ReplyLine line = exchange.replies().get(0).firstLine();
            String name = line.text().firstWord();
            if (!line.hidden() && isHostLike(name) && !name.equalsIgnoreCase(greeted.get()))
                findings.at(line.text().part(0, name.length()), name, greeted.get());
            return;
        }
    }

    /** A domain with a dot, "localhost", or something in brackets: enough to call it a name. */
    private static boolean isHostLike(String word) {
        if (word.startsWith("[") && word.endsWith("]")) return word.length() > 2;
        boolean letter = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean inner = c == '.' || c == '-' || c == '_';
            if (!Ascii.isLetterOrDigit(c) && (!inner || i == 0)) return false;
            letter |= !Ascii.isDigit(c);
        }
        return letter;
    }
}
