package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ROLE;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Circumstances.Protocol;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Values of the parameters of rarer extensions: MT-PRIORITY, DELIVERBY, RRVS, FUTURERELEASE. */
public final class ExtensionValueRules extends RuleFamily {

    private static final String DATE = "9999-99-99T99:99:99";

    public ExtensionValueRules() {
        super("extension");

        rule("mt-priority-out-of-range")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(6710, "7")
                .says("MT-PRIORITY is not a number from -9 to 9")
                .because("These are the only priorities; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 MT-PRIORITY
                    C: MAIL FROM:<alice@example.org> MT-PRIORITY=10
                                                     ^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 MT-PRIORITY
                    C: MAIL FROM:<alice@example.org> MT-PRIORITY=9
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(
                        Command.Mail.class,
                        (mail, findings) -> judge(mail, "MT-PRIORITY", ExtensionValueRules::isPriority, findings));

        rule("deliverby-parameter-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(2852)
                .says("BY is not seconds;R or seconds;N")
                .because("The time is a signed number of at most nine digits, then R (return) or N (notify), "
                        + "then perhaps T (trace); with R it must be above zero.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 DELIVERBY
                    C: MAIL FROM:<alice@example.org> BY=0;R
                                                     ^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 DELIVERBY
                    C: MAIL FROM:<alice@example.org> BY=3600;R
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(
                        Command.Mail.class,
                        (mail, findings) -> judge(mail, "BY", ExtensionValueRules::isDeliverBy, findings));

        rule("rrvs-parameter-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(7293)
                .says("RRVS is not a date and time, perhaps with ;R or ;C")
                .because("The value says since when the sender knows the recipient: 2026-11-22T10:00:00Z. "
                        + "Servers answer 501 to others.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 RRVS
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com> RRVS=yesterday
                                                 ^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 RRVS
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com> RRVS=2026-11-22T10:00:00Z;R
                    S: 250 2.1.5 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.Rcpt.class, (rcpt, findings) -> judge(rcpt, "RRVS", ExtensionValueRules::isRrvs, findings));

        rule("futurerelease-conflict")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(4865)
                .says("HOLDFOR and HOLDUNTIL together")
                .because("They say the same in two ways, so only one of them may be given; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 FUTURERELEASE 3600 2026-12-31T00:00:00Z
                    C: MAIL FROM:<alice@example.org> HOLDFOR=60 HOLDUNTIL=2026-11-22T10:00:00Z
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 FUTURERELEASE 3600 2026-12-31T00:00:00Z
                    C: MAIL FROM:<alice@example.org> HOLDFOR=60
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.Mail.class, ExtensionValueRules::holdTwice);

        rule("futurerelease-outside-submission")
                .severity(WARNING)
                .needs(LINES, ROLE)
                .blames(Side.CLIENT)
                .rfc(4865)
                .says("%s outside message submission")
                .because("FUTURERELEASE is an extension of submission servers: a relay has no business to hold "
                        + "mail.")
                .bad("""
                    # port 25
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 FUTURERELEASE 3600 2026-12-31T00:00:00Z
                    C: MAIL FROM:<alice@example.org> HOLDFOR=60
                                                     ^^^^^^^^^^
                    S: 250 2.1.0 ok
                    """)
                .good("""
                    # port 587
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 FUTURERELEASE 3600 2026-12-31T00:00:00Z
                    C: MAIL FROM:<alice@example.org> HOLDFOR=60
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Session.class, ExtensionValueRules::holdOnRelay);
    }

    private static void judge(Command command, String keyword, Predicate<String> valid, Findings findings) {
        for (Parameter parameter : ParameterSyntaxRules.parameters(command)) {
            boolean judged = parameter.is(keyword) && parameter.wellFormed();
            if (judged && !valid.test(parameter.valueOrEmpty())) findings.at(parameter.span());
        }
    }

    private static boolean isPriority(String value) {
        int from = value.startsWith("-") ? 1 : 0;
        boolean digit = value.length() == from + 1 && Ascii.isDigit(value.charAt(from));
        return digit && !value.equals("-0");
    }

    private static boolean isDeliverBy(String value) {
        int semicolon = value.indexOf(';');
        if (semicolon < 1) return false;
        int from = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
        String seconds = value.substring(from, semicolon);
        if (!Ascii.isDigits(seconds) || seconds.length() > 9) return false;
        String mode = Ascii.upper(value.substring(semicolon + 1));
        boolean returns = mode.equals("R") || mode.equals("RT");
        boolean positive = !value.startsWith("-") && Long.parseLong(seconds) > 0;
        return returns ? positive : mode.equals("N") || mode.equals("NT");
    }

    private static boolean isRrvs(String value) {
        String date = value;
        int semicolon = value.indexOf(';');
        if (semicolon >= 0) {
            String action = Ascii.upper(value.substring(semicolon + 1));
            if (!action.equals("R") && !action.equals("C")) return false;
            date = value.substring(0, semicolon);
        }
        return date.length() >= DATE.length() + 1 && hasShapeOfDate(date) && isZone(date);
    }

    private static boolean hasShapeOfDate(String date) {
        for (int i = 0; i < DATE.length(); i++) {
            char expected = DATE.charAt(i);
            char c = date.charAt(i);
            if (expected == '9'
                    ? !Ascii.isDigit(c)
                    : Ascii.upper(String.valueOf(c)).charAt(0) != expected) return false;
        }
        return true;
    }

    private static boolean isZone(String date) {
        char last = date.charAt(date.length() - 1);
        return last == 'Z' || last == 'z' || Ascii.isDigit(last) && date.charAt(date.length() - 3) == ':';
    }

    private static void holdTwice(Command.Mail mail, Findings findings) {
        Optional<Parameter> holdFor =
                mail.parameters().stream().filter(p -> p.is("HOLDFOR")).findFirst();
        Optional<Parameter> holdUntil =
                mail.parameters().stream().filter(p -> p.is("HOLDUNTIL")).findFirst();
        if (holdFor.isEmpty() || holdUntil.isEmpty()) return;
        boolean inOrder = holdFor.get().span().start() < holdUntil.get().span().start();
        findings.at((inOrder ? holdUntil : holdFor).get().span());
    }

    private static void holdOnRelay(Session session, Findings findings) {
        boolean relay = session.circumstances()
                .protocol()
                .filter(p -> p == Protocol.SMTP)
                .isPresent();
        if (!relay) return;
        for (Exchange exchange : session.exchanges())
            exchange.command().map(ParameterSyntaxRules::parameters).orElse(List.of()).stream()
                    .filter(p -> p.is("HOLDFOR") || p.is("HOLDUNTIL"))
                    .forEach(p -> findings.at(p.span(), p.keyword().upper()));
    }
}
