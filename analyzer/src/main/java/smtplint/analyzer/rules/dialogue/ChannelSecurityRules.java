package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.BETWEEN;
import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.START;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Mail in clear, harvesting and injection: RFC 3207 §6, RFC 5321 §7. */
public final class ChannelSecurityRules extends RuleFamily {

    private static final List<String> LINE_ENDS = List.of("%0D%0A", "=0D=0A", "\\R\\N", "\\X0D\\X0A", "%250D%250A");
    private static final int FEWEST_TRIES = 10;

    public ChannelSecurityRules() {
        super("security");

        rule("starttls-offered-not-used")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, START)
                .blames(CLIENT)
                .rfc(3207, "6")
                .rfc(8314)
                .says("Mail sent in clear, although the server offered STARTTLS")
                .because("Everyone on the way can read and change the message. TLS when possible SHOULD be "
                        + "provided by every client.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: MAIL FROM:<alice@example.com>
                           ^^^^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .verbs(Verb.MAIL)
                .on(Session.class, ChannelSecurityRules::notUsed);

        rule("starttls-refused-then-cleartext")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, START)
                .blames(CLIENT)
                .rfc(3207, "4")
                .rfc(3207, "6")
                .says("Mail sent in clear after STARTTLS was refused")
                .because("An attacker between the two can forge the refusal. Whether to go on, to try later "
                        + "or to give up is for the client to decide by policy.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 454 not now
                        C: MAIL FROM:<alice@example.com>
                           ^^^^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .verbs(Verb.STARTTLS)
                .where(Trait.REFUSED)
                .on(Session.class, ChannelSecurityRules::refused);

        rule("starttls-stripped")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(BETWEEN)
                .rfc(3207, "6")
                .says("An EHLO keyword as long as STARTTLS that was overwritten with X")
                .because("A firewall, or somebody in the middle, hides an extension from the client this way, "
                        + "most often STARTTLS: mail and passwords then go in clear.")
                .instead("Turn off SMTP inspection on the firewall between the two hosts.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-SIZE 1000000
                        S: 250 XXXXXXXA
                               ^^^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-SIZE 1000000
                        S: 250 STARTTLS
                        """)
                .verbs(Verb.EHLO, Verb.HELO, Verb.LHLO)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.accepted() && !exchange.tainted())
                        for (Offers.Offer offer : exchange.after().offers().list())
                            if (EhloReplyRules.mayHideStarttls(
                                    offer.keyword().upper(), exchange.after().offers()))
                                findings.at(offer.keyword().span());
                });

        rule("vrfy-expn-discloses-users")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "7.3")
                .says("%s answered with real mailboxes")
                .because("Harvesters of addresses use VRFY and EXPN; sites may offer them to authenticated "
                        + "clients only.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: EXPN staff
                        S: 250 <bob@example.org>
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: EXPN staff
                        S: 550 no access
                        """)
                .verbs(Verb.VRFY, Verb.EXPN)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.code() == 250
                            && !exchange.tainted()
                            && !exchange.actual().authenticated())
                        if (exchange.reply().orElseThrow().text().indexOf('@') >= 0)
                            findings.at(exchange.reply().orElseThrow().codeSpan(), exchange.verb());
                });

        rule("recipient-harvesting")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(CLIENT)
                .rfc(5321, "7.8")
                .says("%s addresses were tried out in this session")
                .because("Many unknown recipients, or many VRFY and EXPN, are how addresses are guessed. A list of "
                        + "that quality also ruins the reputation of an honest sender.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 550 unknown
                        C: RCPT TO:<a0@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a1@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a2@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a3@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a4@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a5@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a6@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a7@example.org>
                        S: 550 unknown
                        C: RCPT TO:<a8@example.org>
                        S: 550 unknown
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .where(Trait.REFUSED)
                .on(Session.class, ChannelSecurityRules::harvesting);

        rule("envelope-control-injection")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3461, "4.2")
                .rfc(3461, "4.4")
                .says("The %s holds an encoded line end or NUL")
                .because("Programs that decode it and write it into a message, a bounce or a log let the sender "
                        + "add fields, commands or lines of its own.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com> ENVID=x+0D+0AEvil:+20y
                                                               ^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com> ENVID=x+2By
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Command.class, ChannelSecurityRules::injection);
    }

    private static boolean triedTls(Session session) {
        return (session.topics() & Verb.STARTTLS.bit()) != 0;
    }

    private static Optional<Exchange> mailInClear(Session session) {
        for (Exchange exchange : session.exchanges()) {
            boolean accepted = exchange.is(Verb.MAIL) && exchange.accepted() && !exchange.tainted();
            if (accepted && !exchange.actual().tls()) return Optional.of(exchange);
        }
        return Optional.empty();
    }

    private static void notUsed(Session session, Findings findings) {
        if (triedTls(session)) return;
        mailInClear(session)
                .filter(e -> e.known().offers().has("STARTTLS"))
                .ifPresent(e -> findings.at(e.command().orElseThrow().verb().span()));
    }

    private static void refused(Session session, Findings findings) {
        Optional<Exchange> refused = session.exchanges().stream()
                .filter(e -> e.is(Verb.STARTTLS)
                        && e.reply().filter(Reply::isNegative).isPresent())
                .findFirst();
        Optional<Exchange> mail = mailInClear(session);
        if (refused.isEmpty()
                || mail.isEmpty()
                || mail.get().span().start() < refused.get().span().start()) return;
        findings.at(mail.get().command().orElseThrow().verb().span())
                .because(refused.get().reply().orElseThrow().codeSpan(), "STARTTLS was refused here");
    }

    /** Recipients that the server does not know, and every question whether a mailbox exists. */
    private static void harvesting(Session session, Findings findings) {
        List<Exchange> tried = session.exchanges().stream()
                .filter(e -> !e.tainted() && (isUnknownRecipient(e) || isQuestion(e)))
                .toList();
        long accepted = session.exchanges().stream()
                .filter(e -> e.is(Verb.RCPT) && e.accepted())
                .count();
        if (tried.size() >= FEWEST_TRIES && tried.size() > accepted)
            findings.at(tried.get(0).command().orElseThrow().span(), tried.size());
    }

    private static boolean isUnknownRecipient(Exchange exchange) {
        boolean unknown = exchange.reply()
                .flatMap(Reply::enhanced)
                .filter(status -> status.statusClass() == 5 && status.is(1, 1))
                .isPresent();
        return exchange.is(Verb.RCPT) && (exchange.code() == 550 || unknown);
    }

    /** Whatever the answer; one of a server that has no such command tells nothing. */
    private static boolean isQuestion(Exchange exchange) {
        boolean asked = exchange.is(Verb.VRFY) || exchange.is(Verb.EXPN);
        boolean unanswered = exchange.code() == 500 || exchange.code() == 502 || exchange.code() == 503;
        return asked && !unanswered && !exchange.actual().authenticated();
    }

    private static void injection(Command command, Findings findings) {
        PathSyntaxRules.path(command)
                .filter(path -> holdsLineEnd(pathText(path)))
                .ifPresent(path -> findings.at(path.span(), "path"));
        boolean named = command.is(Verb.VRFY) || command.is(Verb.EXPN) || command instanceof Command.Hello;
        if (named && holdsLineEnd(command.argument().value()))
            findings.at(command.argument().span(), "argument");
        for (Parameter parameter : ParameterSyntaxRules.parameters(command)) {
            String value = Ascii.upper(parameter.valueOrEmpty());
            boolean xtext = parameter.is("ENVID") || parameter.is("ORCPT") || parameter.is("AUTH");
            boolean control = value.contains("+0A") || value.contains("+0D") || value.contains("+00");
            if (xtext && control || holdsLineEnd(value))
                findings.at(
                        parameter.value().orElseThrow().span(),
                        "parameter " + parameter.keyword().upper());
        }
    }

    private static String pathText(MailPath path) {
        if (path instanceof MailPath.Malformed malformed) return malformed.value();
        return path instanceof MailPath.Path given ? given.mailbox().address() + given.displayName() : "";
    }

    /** CR LF as web forms, quoted-printable and programmers write it. A single one of them may be part of a name. */
    private static boolean holdsLineEnd(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('=') < 0 && text.indexOf('\\') < 0) return false;
        String upper = Ascii.upper(text);
        for (String lineEnd : LINE_ENDS) if (upper.contains(lineEnd)) return true;
        return false;
    }
}
