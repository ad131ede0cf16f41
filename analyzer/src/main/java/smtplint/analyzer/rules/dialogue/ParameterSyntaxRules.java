package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** The form of the parameters of MAIL and RCPT: RFC 5321 §4.1.2. */
public final class ParameterSyntaxRules extends RuleFamily {

    private static final Set<String> ONCE =
            Set.of("SIZE", "BODY", "RET", "ENVID", "NOTIFY", "ORCPT", "MT-PRIORITY", "AUTH", "SMTPUTF8");
    private static final Set<String> OF_RCPT = Set.of("NOTIFY", "ORCPT", "RRVS");
    private static final Set<String> OF_MAIL = Set.of(
            "RET", "ENVID", "SIZE", "BODY", "SMTPUTF8", "AUTH", "MT-PRIORITY", "REQUIRETLS", "HOLDFOR", "HOLDUNTIL");

    public ParameterSyntaxRules() {
        super("command-syntax");

        rule("esmtp-parameter-malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.2")
                .says("Malformed parameter")
                .because("A parameter is keyword or keyword=value: the keyword letters, digits and hyphens, the "
                        + "value printable without \"=\" and space. Servers answer 501 or 555.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE
                    C: MAIL FROM:<alice@example.org> SIZE=
                                                     ^^^^^
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
                .on(Command.class, ParameterSyntaxRules::malformed);

        rule("esmtp-parameter-duplicate")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(1870, "6")
                .rfc(3461, "4.5")
                .rfc(6710, "3")
                .says("Parameter %s given twice")
                .because("Only one value can hold; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE
                    C: MAIL FROM:<alice@example.org> SIZE=1000 SIZE=2000
                                                               ^^^^^^^^^
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
                .on(Command.class, ParameterSyntaxRules::duplicate);

        rule("esmtp-parameter-on-wrong-command")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(3461, "4.1")
                .rfc(3461, "4.3")
                .rfc(1870, "6")
                .says("Parameter %s belongs to %s")
                .because("Each extension adds its parameters to MAIL or to RCPT; on the other command the server "
                        + "does not know them and answers 555.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 DSN
                    C: MAIL FROM:<alice@example.org> NOTIFY=NEVER
                                                     ^^^^^^^^^^^^
                    S: 555 5.5.4 unknown parameter
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 DSN
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com> NOTIFY=NEVER
                    S: 250 2.1.5 ok
                    """)
                .where(Trait.PARAMETERS)
                .on(Command.class, ParameterSyntaxRules::wrongCommand);
    }

    private static void malformed(Command command, Findings findings) {
        for (Parameter parameter : parameters(command)) if (!parameter.wellFormed()) findings.at(parameter.span());
    }

    private static void duplicate(Command command, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : parameters(command)) {
            String keyword = parameter.keyword().upper();
            if (ONCE.contains(keyword) && !seen.add(keyword)) findings.at(parameter.span(), keyword);
        }
    }

    private static void wrongCommand(Command command, Findings findings) {
        boolean mail = command instanceof Command.Mail;
        Set<String> others = mail ? OF_RCPT : OF_MAIL;
        for (Parameter parameter : parameters(command)) {
            String keyword = parameter.keyword().upper();
            if (others.contains(keyword)) findings.at(parameter.span(), keyword, mail ? "RCPT" : "MAIL");
        }
    }

    static List<Parameter> parameters(Command command) {
        if (command.line().hidden()) return List.of();
        if (command instanceof Command.Mail mail) return mail.parameters();
        return command instanceof Command.Rcpt rcpt ? rcpt.parameters() : List.of();
    }
}
