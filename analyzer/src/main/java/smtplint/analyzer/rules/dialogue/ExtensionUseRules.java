package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.model.Xtext;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Service extensions that the client uses: offered or not, and with which values. */
public final class ExtensionUseRules extends RuleFamily {

    private static final Set<String> OBSOLETE = Set.of("ALT-ADDRESS", "UTF8REPLY");

    public ExtensionUseRules() {
        super("extension");

        rule("not-advertised")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1")
                .rfc(5321, "2.2.2")
                .says("%s, although the server has not offered %s")
                .because("An extension may be used only after the reply to the last EHLO listed it; other "
                        + "servers answer 500, 502 or 555. What was offered before TLS does not count.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org> SIZE=1000
                                                     ^^^^^^^^^
                    S: 555 5.5.4 unknown parameter
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE
                    C: MAIL FROM:<alice@example.org> SIZE=1000
                    S: 250 2.1.0 ok
                    """)
                .on(Exchange.class, ExtensionUseRules::notAdvertised);

        rule("auth-mechanism-not-offered")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("Mechanism %s, which the server has not offered")
                .because("The reply to EHLO lists the mechanisms; the server answers 504 to others.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH LOGIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                            ^^^^^
                    S: 504 5.5.4 unknown mechanism
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, ExtensionUseRules::mechanismNotOffered);

        rule("size-parameter-malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(1870, "3")
                .says("SIZE is not a number of 1 to 20 digits")
                .because("The declared size is a decimal number of octets; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE
                    C: MAIL FROM:<alice@example.org> SIZE=1k
                                                     ^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE
                    C: MAIL FROM:<alice@example.org> SIZE=1000
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.Mail.class, ExtensionUseRules::sizeMalformed);

        rule("size-declared-over-limit")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(1870, "4")
                .rfc(1870, "7")
                .says("Declared size %s is over the offered maximum of %s")
                .because("The server has said that it takes no such message: it will answer 552.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE 1000
                    C: MAIL FROM:<alice@example.org> SIZE=2000
                                                     ^^^^^^^^^
                    S: 552 5.3.4 too large
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE 1000
                    C: MAIL FROM:<alice@example.org> SIZE=1000
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Exchange.class, ExtensionUseRules::sizeOverLimit);

        rule("body-value-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(3030, "3")
                .rfc(6152)
                .says("BODY is not 7BIT, 8BITMIME or BINARYMIME")
                .because("These are the only values defined; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 8BITMIME
                    C: MAIL FROM:<alice@example.org> BODY=8BIT
                                                     ^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 8BITMIME
                    C: MAIL FROM:<alice@example.org> BODY=8BITMIME
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.Mail.class, ExtensionUseRules::bodyInvalid);

        rule("smtputf8-with-value")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(6531, "3.4")
                .says("SMTPUTF8 with a value")
                .because("SMTPUTF8 takes no value; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<alice@example.org> SMTPUTF8=yes
                                                     ^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<alice@example.org> SMTPUTF8
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.Mail.class, (mail, findings) -> {
                    for (Parameter parameter : mail.parameters())
                        if (parameter.is("SMTPUTF8") && parameter.value().isPresent()) findings.at(parameter.span());
                });

        rule("smtputf8-required")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(6531, "3.2")
                .rfc(6531, "3.4")
                .says("Non-ASCII address without SMTPUTF8")
                .because("An internationalized address MUST NOT be sent but to a server that offers SMTPUTF8, "
                        + "and MAIL MUST carry the parameter.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bøb@example.com>
                               ^^^^^^^^^^^^^^^^^
                    S: 553 5.6.7 SMTPUTF8 required
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<alice@example.org> SMTPUTF8
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bøb@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.EIGHT_BIT)
                .on(Exchange.class, ExtensionUseRules::utf8Required);

        rule("auth-parameter-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("AUTH= holds neither xtext nor <>")
                .because("The value is a mailbox in xtext, where + stands before two hexadecimal digits, or <> "
                        + "for nobody; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: MAIL FROM:<alice@example.org> AUTH=a+zz@example.org
                                                     ^^^^^^^^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: MAIL FROM:<alice@example.org> AUTH=<>
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.Mail.class, ExtensionUseRules::authInvalid);

        rule("requiretls-misused")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(8689, "2")
                .says("REQUIRETLS %s")
                .because("REQUIRETLS MUST only be given in a session that employs TLS, and it takes no value.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 REQUIRETLS
                    C: MAIL FROM:<alice@example.org> REQUIRETLS
                                                     ^^^^^^^^^^
                    S: 555 5.5.4 not here
                    """)
                .good("""
                    # tls
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 REQUIRETLS
                    C: MAIL FROM:<alice@example.org> REQUIRETLS
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Exchange.class, ExtensionUseRules::requireTls);

        rule("obsolete-extension-parameter")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(6531, "1.2")
                .says("Parameter %s of a withdrawn extension")
                .because("It belongs to experiments before RFC 6531; no server of today knows it.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org> ALT-ADDRESS=alice@example.org
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                    S: 555 5.5.4 unknown parameter
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<alice@example.org> SMTPUTF8
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.class, (command, findings) -> {
                    for (Parameter parameter : ParameterSyntaxRules.parameters(command))
                        if (OBSOLETE.contains(parameter.keyword().upper()))
                            findings.at(parameter.span(), parameter.keyword().upper());
                });
    }

    private static void notAdvertised(Exchange exchange, Findings findings) {
        if (exchange.command().isEmpty()) return;
        Command command = exchange.command().get();
        List<Parameter> parameters = ParameterSyntaxRules.parameters(command);
        String extension =
                command.known().isPresent() ? extension(command.known().get()) : "";
        if (extension.isEmpty() && parameters.isEmpty()) return;
        SessionState state = exchange.assumed();
        // Before a hello, mail commands, STARTTLS and AUTH have rules of their own under command-order.
        boolean turnBeforeHello = state.is(Phase.INIT) && (exchange.is(Verb.ETRN) || exchange.is(Verb.ATRN));
        boolean judged = !exchange.tainted()
                && state.isKnown()
                && (state.hello().isPresent() || turnBeforeHello)
                && state.offers().known();
        if (!judged) return;
        for (Parameter parameter : parameters) {
            String keyword = extension(parameter);
            if (parameter.wellFormed() && !keyword.isEmpty() && state.offers().lacks(keyword))
                findings.at(parameter.span(), "Parameter " + parameter.keyword().upper(), keyword);
        }
        boolean plainAuth = extension.equals("AUTH") && !state.isExtended();
        if (!extension.isEmpty() && !plainAuth && state.offers().lacks(extension))
            findings.at(command.verb().span(), exchange.verb(), extension);
    }

    /** The EHLO keyword that allows a command; "" for those that need none or have a rule of their own. */
    private static String extension(Verb verb) {
        return switch (verb) {
            case BDAT -> "CHUNKING";
            case AUTH, BURL, ETRN, ATRN, XCLIENT, XFORWARD -> verb.name();
            default -> "";
        };
    }

    /** The EHLO keyword that allows a parameter; one that no extension defines may be offered by its own name. */
    private static String extension(Parameter parameter) {
        String keyword = parameter.keyword().upper();
        if (OBSOLETE.contains(keyword)) return "";
        return switch (keyword) {
            case "BODY" -> parameter.valueOrEmpty().equalsIgnoreCase("BINARYMIME") ? "BINARYMIME" : "8BITMIME";
            case "RET", "ENVID", "NOTIFY", "ORCPT" -> "DSN";
            case "BY" -> "DELIVERBY";
            case "HOLDFOR", "HOLDUNTIL" -> "FUTURERELEASE";
            case "TRANSID" -> "CHECKPOINT";
            case "SOLICIT" -> "NO-SOLICITING";
            default -> keyword;
        };
    }

    private static void mechanismNotOffered(Exchange exchange, Findings findings) {
        if (!(exchange.command().orElse(null) instanceof Command.Auth auth) || exchange.tainted()) return;
        Offers offers = exchange.assumed().offers();
        if (!offers.known() || !offers.has("AUTH") || auth.mechanism().isEmpty()) return;
        boolean offered = offers.list().stream()
                .filter(o -> o.is("AUTH"))
                .flatMap(o -> o.parameters().stream())
                .anyMatch(m -> m.is(auth.mechanism().value()));
        if (!offered && !auth.line().hidden())
            findings.at(auth.mechanism().span(), auth.mechanism().upper());
    }

    private static void sizeMalformed(Command.Mail mail, Findings findings) {
        for (Parameter parameter : mail.parameters()) {
            String size = parameter.valueOrEmpty();
            boolean number = Ascii.isDigits(size) && size.length() <= 20;
            if (parameter.is("SIZE") && parameter.wellFormed() && !number) findings.at(parameter.span());
        }
    }

    private static void sizeOverLimit(Exchange exchange, Findings findings) {
        if (!(exchange.command().orElse(null) instanceof Command.Mail mail) || exchange.tainted()) return;
        long limit = sizeLimit(exchange.assumed().offers());
        if (limit <= 0) return;
        for (Parameter parameter : mail.parameters()) {
            long size = parameter.is("SIZE") ? number(parameter.valueOrEmpty()) : -1;
            if (size > limit) findings.at(parameter.span(), size, limit);
        }
    }

    /** The fixed maximum that the server offers; 0 or -1 when it names none. */
    static long sizeLimit(Offers offers) {
        return offers.find("SIZE")
                .filter(o -> !o.parameters().isEmpty())
                .map(o -> number(o.parameters().get(0).value()))
                .orElse(-1L);
    }

    static long number(String digits) {
        return Ascii.isDigits(digits) && digits.length() <= 18 ? Long.parseLong(digits) : -1;
    }

    private static void bodyInvalid(Command.Mail mail, Findings findings) {
        for (Parameter parameter : mail.parameters()) {
            if (!parameter.is("BODY") || parameter.value().isPresent() && !parameter.wellFormed()) continue;
            String value = Ascii.upper(parameter.valueOrEmpty());
            boolean defined = value.equals("7BIT") || value.equals("8BITMIME") || value.equals("BINARYMIME");
            if (!defined) findings.at(parameter.span());
        }
    }

    private static void utf8Required(Exchange exchange, Findings findings) {
        if (exchange.command().isEmpty() || exchange.tainted()) return;
        Command command = exchange.command().get();
        boolean declared = command instanceof Command.Mail mail
                ? mail.parameters().stream().anyMatch(p -> p.is("SMTPUTF8"))
                : exchange.assumed().smtpUtf8();
        boolean judged = command instanceof Command.Mail || exchange.assumed().inTransaction();
        if (declared || !judged) return;
        PathSyntaxRules.path(command)
                .filter(ExtensionUseRules::hasNonAscii)
                .ifPresent(path -> findings.at(path.span()));
    }

    private static boolean hasNonAscii(MailPath path) {
        return path instanceof MailPath.Path p
                && (Ascii.hasNonAscii(p.mailbox().localPart().value())
                        || Ascii.hasNonAscii(p.mailbox().domain()));
    }

    private static void authInvalid(Command.Mail mail, Findings findings) {
        for (Parameter parameter : mail.parameters()) {
            if (!parameter.is("AUTH") || !parameter.wellFormed()) continue;
            String value = parameter.valueOrEmpty();
            if (!value.equals("<>") && (value.isEmpty() || value.indexOf('<') >= 0 || !Xtext.is(value)))
                findings.at(parameter.span());
        }
    }

    private static void requireTls(Exchange exchange, Findings findings) {
        if (!(exchange.command().orElse(null) instanceof Command.Mail mail) || exchange.tainted()) return;
        SessionState state = exchange.assumed();
        for (Parameter parameter : mail.parameters()) {
            if (!parameter.is("REQUIRETLS")) continue;
            if (parameter.value().isPresent()) findings.at(parameter.span(), "with a value");
            else if (state.offers().has("REQUIRETLS") && !state.tls())
                findings.at(parameter.span(), "on a channel without TLS");
        }
    }
}
