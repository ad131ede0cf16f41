package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.START;

import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** The argument of EHLO, HELO and LHLO: RFC 5321 §4.1.1.1 and §4.1.3. */
public final class HelloSyntaxRules extends RuleFamily {

    public HelloSyntaxRules() {
        super("command-syntax");

        rule("ehlo-argument-missing")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.1")
                .says("%s without the client's name")
                .because("The argument, a domain name or an address literal, is required; servers answer 501.")
                .instead("Send the client's fully-qualified name, or its address as a literal: [192.0.2.1].")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO
                       ^^^^
                    S: 501 5.5.4 name required
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.Hello.class, (hello, findings) -> {
                    if (hello.host().isEmpty() && !hello.line().hidden())
                        findings.at(hello.verb().span(), hello.kind());
                });

        rule("ehlo-argument-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.1")
                .rfc(5321, "4.1.2")
                .says("Name of the client is neither a domain nor an address literal: %s")
                .because("Labels are made of letters, digits and inner hyphens. Servers may refuse the session, "
                        + "and MUST use 501 for invalid characters.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client..example.org
                            ^^^^^^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.Hello.class, HelloSyntaxRules::invalid);

        rule("ehlo-argument-underscore")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.2")
                .says("Underscore in the name of the client")
                .because("Host names have no underscore, and RFC 5321 rules it out by name; many servers refuse "
                        + "it. It usually comes from a Windows computer name.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO my_pc.example.org
                            ^^^^^^^^^^^^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO my-pc.example.org
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.Hello.class,
                        (hello, findings) -> domain(hello)
                                .filter(HelloSyntaxRules::hasOnlyAnUnderscore)
                                .ifPresent(name -> findings.at(name.span())));

        rule("ehlo-argument-not-fqdn")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "2.3.5")
                .rfc(5321, "4.1.4")
                .says("Client name %s is not fully qualified")
                .because("Local aliases MUST NOT appear in SMTP: the server can resolve no single label, and "
                        + "many refuse mail from such a client.")
                .instead("Send the fully-qualified name, or the address as a literal.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO laptop
                            ^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.Hello.class,
                        (hello, findings) -> domain(hello)
                                .filter(name ->
                                        name.valid() && name.value().indexOf('.') < 0 && !isLocalhost(name.value()))
                                .ifPresent(name -> findings.at(name.span(), name.value())));

        rule("ehlo-argument-bare-ip")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.3")
                .rfc(5321, "4.1.4")
                .says("IP address without brackets as the client's name")
                .because("An address in place of a name is an address literal, which stands in brackets; bare, "
                        + "it is taken for a domain name that can't exist.")
                .instead("Write [192.0.2.1] or [IPv6:2001:db8::1].")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO 192.0.2.1
                            ^^^^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO [192.0.2.1]
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.Hello.class,
                        (hello, findings) -> domain(hello)
                                .filter(name -> isAddress(name.value()))
                                .ifPresent(name -> findings.at(name.span())));

        rule("ehlo-argument-localhost")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.CLIENT)
                .rfc(5321, "2.3.5")
                .says("Client calls itself %s")
                .because("A loopback name says nothing about who connects and is a mark of badly configured "
                        + "software; many servers refuse it.")
                .instead("Send the fully-qualified name, or the address as a literal.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO localhost
                            ^^^^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .on(Session.class, HelloSyntaxRules::localhost);

        rule("ehlo-argument-is-server-name")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .says("Client introduces itself with the server's own name %s")
                .because("The client MUST give its own name. Strangers that pose as the server are a known "
                        + "trick, so servers refuse them.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO mx.example.com
                            ^^^^^^^^^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .on(Session.class, HelloSyntaxRules::serverName);

        rule("ehlo-extra-text")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.1")
                .says("Text after the client's name")
                .because("The line ends after the domain or literal. RFC 2821 once suggested more; clients "
                        + "SHOULD NOT send it, and many servers call it an error.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org build 7
                                               ^^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.Hello.class, (hello, findings) -> {
                    if (!hello.extra().value().isBlank() && !hello.line().hidden())
                        findings.at(hello.extra().span());
                });

        rule("ehlo-literal-malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.3")
                .says("Malformed address literal %s")
                .because("A literal is four numbers up to 255, or IPv6: and an IPv6 address, in brackets; no "
                        + "other tag is registered; servers answer 501 to others.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO [2001:db8::1]
                            ^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO [IPv6:2001:db8::1]
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.Hello.class,
                        (hello, findings) -> literal(hello)
                                .filter(name -> !name.valid() || name.kind() == Host.AddressLiteral.Kind.GENERAL)
                                .ifPresent(name -> findings.at(name.span(), name.value())));

        rule("ehlo-literal-differs-from-peer")
                .severity(INFO)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .says("Literal %s is not the address that connected, %s")
                .because("Behind address translation the client knows only its private address. The server MUST "
                        + "NOT refuse mail for that, but filters count it.")
                .bad("""
                    # peer 198.51.100.7
                    S: 220 mx.example.com ESMTP
                    C: EHLO [192.0.2.1]
                            ^^^^^^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    # peer 192.0.2.1
                    S: 220 mx.example.com ESMTP
                    C: EHLO [192.0.2.1]
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(Session.class, HelloSyntaxRules::differsFromPeer);

        rule("helo-with-literal")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.1")
                .says("HELO with an address literal")
                .because("HELO takes a domain name only; the literal belongs to EHLO.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: HELO [192.0.2.1]
                            ^^^^^^^^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO [192.0.2.1]
                    S: 250 mx.example.com
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.Hello.class,
                        (hello, findings) -> literal(hello)
                                .filter(name -> hello.kind() == Verb.HELO && name.valid())
                                .ifPresent(name -> findings.at(name.span())));

        rule("helo-instead-of-ehlo")
                .severity(INFO)
                .needs(LINES, ORDER, START)
                .blames(Side.CLIENT)
                .rfc(5321, "3.2")
                .rfc(5321, "4.1.1.1")
                .says("HELO without having tried EHLO")
                .because("A client SHOULD start with EHLO. After HELO no service extension can be used: no TLS, "
                        + "no authentication, no 8-bit content.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: HELO client.example.org
                       ^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .verbs(Verb.HELO)
                .on(Session.class, HelloSyntaxRules::heloFirst);
    }

    private static void invalid(Command.Hello hello, Findings findings) {
        domain(hello)
                .filter(name -> !name.valid() && !hasOnlyAnUnderscore(name) && !isAddress(name.value()))
                .ifPresent(name -> findings.at(name.span(), name.fault()));
    }

    private static void localhost(Session session, Findings findings) {
        for (Exchange exchange : session.exchanges())
            if (exchange.isHello())
                exchange.command()
                        .flatMap(c -> ((Command.Hello) c).host())
                        .filter(host -> isLocalhost(host.value()) && !isLocal(session))
                        .ifPresent(host -> findings.at(host.span(), host.value()));
    }

    /** A test on one machine, or LMTP, whose peers are often parts of one system (RFC 2033 §4.2). */
    private static boolean isLocal(Session session) {
        return session.isLmtp()
                || session.circumstances()
                        .peer()
                        .filter(HelloSyntaxRules::isLocalhost)
                        .isPresent()
                || isLocalhost(greetingName(session));
    }

    private static void serverName(Session session, Findings findings) {
        String server = greetingName(session);
        if (server.indexOf('.') < 0) return;
        for (Exchange exchange : session.exchanges())
            if (exchange.isHello())
                exchange.command()
                        .flatMap(c -> domain((Command.Hello) c))
                        .filter(name -> name.value().equalsIgnoreCase(server) && !isLocal(session))
                        .ifPresent(name -> findings.at(name.span(), name.value()));
    }

    /** The first word of the greeting, where the server names itself (RFC 5321 §4.3.1). */
    private static String greetingName(Session session) {
        String text = session.greeting()
                .flatMap(Exchange::reply)
                .map(r -> r.firstLine().text().value())
                .orElse("");
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    /** Compared for IPv4 only: an IPv6 address has many spellings. */
    private static void differsFromPeer(Session session, Findings findings) {
        Optional<String> peer = session.circumstances().peer().filter(HelloSyntaxRules::isIpv4);
        if (peer.isEmpty()) return;
        for (Exchange exchange : session.exchanges())
            exchange.command()
                    .filter(Command.Hello.class::isInstance)
                    .flatMap(c -> literal((Command.Hello) c))
                    .filter(name -> name.kind() == Host.AddressLiteral.Kind.IPV4
                            && !name.value().equals(peer.get()))
                    .ifPresent(name -> findings.at(name.span(), name.value(), peer.get()));
    }

    private static void heloFirst(Session session, Findings findings) {
        for (Exchange exchange : session.exchanges()) {
            if (exchange.is(Verb.EHLO) || exchange.is(Verb.LHLO)) return;
            if (!exchange.is(Verb.HELO)) continue;
            findings.at(exchange.command().orElseThrow().verb().span());
            return;
        }
    }

    private static Optional<Host.DomainName> domain(Command.Hello hello) {
        return hello.host()
                .filter(h -> h instanceof Host.DomainName && !hello.line().hidden())
                .map(Host.DomainName.class::cast);
    }

    private static Optional<Host.AddressLiteral> literal(Command.Hello hello) {
        return hello.host()
                .filter(h -> h instanceof Host.AddressLiteral && !hello.line().hidden())
                .map(Host.AddressLiteral.class::cast);
    }

    private static boolean hasOnlyAnUnderscore(Host.DomainName name) {
        return name.fault().equals("underscore");
    }

    private static boolean isLocalhost(String host) {
        String name = Ascii.lower(host);
        return name.equals("localhost")
                || name.endsWith(".localdomain")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || name.startsWith("127.") && isIpv4(name);
    }

    private static boolean isAddress(String host) {
        return isIpv4(host) || isIpv6(host);
    }

    private static boolean isIpv4(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) == '.') dots++;
            else if (!Ascii.isDigit(host.charAt(i))) return false;
        }
        return dots == 3;
    }

    /** Hexadecimal digits with two colons or more: enough to tell it from a name. */
    private static boolean isIpv6(String host) {
        int colons = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == ':') colons++;
            else if (!Ascii.isDigit(c) && c != '.' && !((c | 32) >= 'a' && (c | 32) <= 'f')) return false;
        }
        return colons >= 2;
    }
}
