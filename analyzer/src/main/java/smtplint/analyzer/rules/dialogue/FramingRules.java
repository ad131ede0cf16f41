package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.BETWEEN;
import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.model.Side.UNKNOWN;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Span;

/** Length, character set and white space of lines, and what is no SMTP at all: RFC 5321 §2.4 and §4.5.3.1. */
public final class FramingRules extends RuleFamily {
    /** Methods of HTTP; CONNECT and POST are what browsers and proxies are made to send. */
    private static final Set<String> METHODS =
            Set.of("GET", "POST", "HEAD", "PUT", "OPTIONS", "CONNECT", "DELETE", "PATCH");

    public FramingRules() {
        super("framing");

        rule("non-ascii-in-command")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(5321, "2.4")
                .rfc(6531, "3.3")
                .says("Octets above 127 in a command, and SMTPUTF8 is not in force for it")
                .because("Commands are ASCII unless MAIL asked for SMTPUTF8, which the server must have "
                        + "offered; otherwise the server refuses the address or mistakes it for another.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: VRFY jürgen
                                 ^
                        S: 501 no
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: VRFY juergen
                        S: 252 ok
                        """)
                .where(Trait.EIGHT_BIT)
                .on(Session.class, FramingRules::nonAsciiCommand);

        rule("non-ascii-in-reply")
                .severity(WARNING)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .rfc(6531, "3.7.4.2")
                .says("Octets above 127 in a reply")
                .because("Reply text is printable ASCII; UTF-8 is allowed only under SMTPUTF8. Logs and "
                        + "bounces that quote the reply come out garbled.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org grüßt
                                                ^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.EIGHT_BIT)
                .on(Session.class, FramingRules::nonAsciiReply);

        rule("command-line-too-long")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(5321, "4.5.3.1.4")
                .says("%s octets in a command line; the limit is %s")
                .because("A server need not take command lines over 512 octets, line end included, plus what "
                        + "the extensions in force add for their parameters.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: NOOP {x*600}
                           ^^^^^^^^^^^^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: NOOP x
                        S: 250 ok
                        """)
                .where(Trait.LONG_LINE)
                .on(Session.class, FramingRules::longCommand);

        rule("reply-line-too-long")
                .severity(WARNING)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.5.3.1.5")
                .says("%s octets in a reply line; the limit is 512")
                .because("Clients need not take longer lines; multi-line replies exist for longer texts.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org {x*600}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.LONG_LINE)
                .on(Session.class, (session, findings) -> {
                    for (Exchange exchange : session.exchanges())
                        for (Reply reply : exchange.replies())
                            for (Reply.ReplyLine line : reply.lines())
                                if (line.octets() > 510 && !line.hidden()) findings.at(line.span(), line.octets() + 2);
                });

        rule("leading-whitespace-before-command")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(5321, "2.4")
                .rfc(5321, "4.1.1")
                .says("White space before the verb")
                .because("A command begins with its verb; many servers answer 500.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C:  NOOP
                           ^^^^^
                        S: 500 no
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: NOOP
                        S: 250 ok
                        """)
                .where(Trait.OUTER_SPACE)
                .on(
                        Session.class,
                        (session, findings) -> CommandLines.judge(
                                session,
                                findings,
                                line -> line.leadingSpace() > 0 && line.known().isPresent()));

        rule("trailing-whitespace-after-command")
                .severity(HINT)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(5321, "4.1.1")
                .says("White space at the end of a command")
                .because("Servers SHOULD tolerate it, but not all do, and in some recordings it hides a cut "
                        + "argument.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: NOOP\s
                           ^^^^^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: NOOP
                        S: 250 ok
                        """)
                .where(Trait.OUTER_SPACE)
                .on(
                        Session.class,
                        (session, findings) -> CommandLines.judge(
                                session,
                                findings,
                                line -> line.known().isPresent()
                                        && (line.text().value().endsWith(" ")
                                                || line.text().value().endsWith("\t"))));

        rule("http-or-other-protocol-on-smtp")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(5321, "7.8")
                .says("A client that speaks %s to the SMTP server")
                .because("Somebody sent a request for another service here: a misconfigured client, a scan, "
                        + "or a browser tricked into sending mail.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: GET / HTTP/1.1
                           ^^^^^^^^^^^^^^
                        S: 500 what
                        C: Host: mx.example.org
                        S: 500 what
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.UNKNOWN_COMMAND)
                .on(Session.class, FramingRules::otherProtocol);

        rule("tls-record-on-cleartext-smtp")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3207, "4")
                .rfc(8314)
                .says("A TLS handshake where a command is expected")
                .because("The client starts TLS at once, the server expects STARTTLS first. One of the two "
                        + "has the wrong port: 465 begins with TLS, 25 and 587 do not.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: \\x16\\x03\\x01\\x02\\x00\\x01
                           ^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 500 what
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.CONTROLS)
                .on(Session.class, FramingRules::tlsRecord);

        rule("proxy-header-before-greeting")
                .severity(INFO)
                .needs(LINES)
                .blames(BETWEEN)
                .says("A PROXY header before the SMTP dialogue")
                .because("A load balancer tells the server the address of the client in it. A server that "
                        + "does not expect it takes it for a command that comes before the greeting.")
                .bad("""
                        C: PROXY TCP4 192.0.2.1 192.0.2.25 40000 25
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.TAINTED)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.tainted() && exchange.verb().equals("PROXY"))
                        findings.at(exchange.command().orElseThrow().span());
                });

        rule("transcript-gap")
                .severity(WARNING)
                .needs(LINES)
                .blames(UNKNOWN)
                .rfc(5321, "4.2")
                .says("The recording has a hole here")
                .because("Lines are missing, so the state of the session is not known from here on; rules "
                        + "that need it stay silent.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        # gap
                        ^^^^^
                        C: QUIT
                        S: 221 bye
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: QUIT
                        S: 221 bye
                        """)
                .on(ChannelEvent.class, (event, findings) -> {
                    if (event.kind() == ChannelEvent.Kind.GAP) findings.at(event.span());
                });
    }

    /** SMTPUTF8 frees MAIL itself, its recipients, and a VRFY or EXPN that asks for it (RFC 6531 §3.4, §3.7.4.2). */
    private static void nonAsciiCommand(Session session, Findings findings) {
        for (Exchange exchange : session.exchanges()) {
            Optional<Command> command = exchange.command()
                    .filter(c -> !(c instanceof Command.EndOfData) && !(c instanceof Command.Unknown))
                    .filter(c -> !c.line().hidden() && c.line().text().hasNonAscii());
            if (command.isEmpty() || exchange.tainted() || exchange.assumed().smtpUtf8()) continue;
            boolean asks = command.get().argument().upper().contains("SMTPUTF8");
            if (!asks) findings.at(command.get().line().text().nonAscii());
        }
    }

    private static void nonAsciiReply(Session session, Findings findings) {
        Optional<Found> first = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            boolean utf8 = exchange.actual().smtpUtf8()
                    || exchange.after().smtpUtf8()
                    || exchange.command()
                            .filter(c -> c.argument().upper().contains("SMTPUTF8"))
                            .isPresent();
            if (utf8 || exchange.tainted()) continue;
            for (Reply reply : exchange.replies()) {
                for (Reply.ReplyLine line : reply.lines()) {
                    if (line.hidden() || !line.text().hasNonAscii()) continue;
                    if (first.isPresent()) first.get().followedBy(line.text().nonAscii(), "and here");
                    else first = Optional.of(findings.at(line.text().nonAscii()));
                }
            }
        }
    }

    private static void longCommand(Session session, Findings findings) {
        for (Exchange exchange : session.exchanges()) {
            Optional<Command> command = exchange.command()
                    .filter(c -> !(c instanceof Command.EndOfData) && !(c instanceof Command.AuthResponse))
                    .filter(c -> !c.line().hidden());
            if (command.isEmpty() || exchange.tainted()) continue;
            int octets = command.get().line().octets() + 2;
            int limit = limit(command.get(), exchange.known().offers());
            if (octets > limit) findings.at(command.get().line().text().span(), octets, limit);
        }
    }

    /** 512, and what the extensions that the server offers add (RFC 1870 §3, RFC 3461 §5, RFC 4954, RFC 6531 §3.1). */
    private static int limit(Command command, Offers offers) {
        if (command.is(Verb.AUTH)) return 12_288;
        int limit = 512;
        boolean mail = command.is(Verb.MAIL);
        boolean rcpt = command.is(Verb.RCPT);
        if (mail && offers.has("SIZE")) limit += 26;
        if (mail && offers.has("AUTH")) limit += 500;
        if (mail && offers.has("BINARYMIME")) limit += 16;
        if (mail && offers.has("REQUIRETLS")) limit += 11;
        if ((mail || rcpt || command.is(Verb.VRFY)) && offers.has("SMTPUTF8")) limit += 10;
        if ((mail || rcpt) && offers.has("DSN")) limit += mail ? 109 : 500;
        return limit;
    }

    private static void otherProtocol(Session session, Findings findings) {
        Optional<Found> first = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            Optional<Command> command = exchange.command().filter(Command.Unknown.class::isInstance);
            if (command.isEmpty()) continue;
            boolean request = METHODS.contains(command.get().verb().value());
            Span place = command.get().line().text().span();
            if (first.isPresent()) first.get().followedBy(place, "part of the request");
            else if (request) first = Optional.of(findings.at(place, "HTTP"));
        }
    }

    private static void tlsRecord(Session session, Findings findings) {
        for (Exchange exchange : session.exchanges()) {
            Optional<Span> record = exchange.command()
                    .filter(c -> c.line().text().value().startsWith("\u0016\u0003"))
                    .map(c -> c.line().text().span());
            if (record.isEmpty()) continue;
            findings.at(record.get());
            return;
        }
    }
}
