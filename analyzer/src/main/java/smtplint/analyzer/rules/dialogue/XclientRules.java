package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** XCLIENT, by which a proxy tells a server who the client is. No RFC has it; Postfix's XCLIENT_README describes it. */
public final class XclientRules extends RuleFamily {
    private static final Set<String> ATTRIBUTES =
            Set.of("NAME", "REVERSE_NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT");

    private static final String GOOD = """
            S: 220 mx.example.com ESMTP
            C: EHLO proxy.example.org
            S: 250-mx.example.com
            S: 250 XCLIENT NAME ADDR
            C: XCLIENT NAME=client.example.net ADDR=192.0.2.7
            S: 220 mx.example.com ESMTP
            """;

    public XclientRules() {
        super("command-syntax");

        rule("xclient-without-attributes")
                .severity(INFO)
                .needs(LINES)
                .blames(Side.CLIENT)
                .says("XCLIENT without an attribute")
                .because("The command carries at least one attribute=value pair; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO proxy.example.org
                    S: 250-mx.example.com
                    S: 250 XCLIENT NAME ADDR
                    C: XCLIENT
                       ^^^^^^^
                    S: 501 5.5.4 missing attribute
                    """)
                .good(GOOD)
                .verbs(Verb.XCLIENT)
                .on(Command.class, (command, findings) -> {
                    if (!command.line().hidden() && command.argument().value().isBlank())
                        findings.at(command.verb().span());
                });

        rule("xclient-attribute-malformed")
                .severity(INFO)
                .needs(LINES)
                .blames(Side.CLIENT)
                .says("%s is no attribute of XCLIENT with a value")
                .because(
                        "An attribute is a name that the server listed, \"=\" and a value, [UNAVAILABLE] where there is"
                                + " none; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO proxy.example.org
                    S: 250-mx.example.com
                    S: 250 XCLIENT NAME ADDR
                    C: XCLIENT NAME= ADDR=192.0.2.7
                               ^^^^^
                    S: 501 5.5.4 bad attribute
                    """)
                .good(GOOD)
                .verbs(Verb.XCLIENT)
                .on(Command.class, (command, findings) -> {
                    if (!command.line().hidden()) attributes(command.argument(), findings);
                });
    }

    private static void attributes(Text argument, Findings findings) {
        String line = argument.value();
        int from = 0;
        while (from < line.length()) {
            int end = line.indexOf(' ', from);
            if (end < 0) end = line.length();
            if (end > from && !isAttribute(line.substring(from, end)))
                findings.at(argument.part(from, end), line.substring(from, end));
            from = end + 1;
        }
    }

    private static boolean isAttribute(String word) {
        int equals = word.indexOf('=');
        return equals > 0 && equals < word.length() - 1 && ATTRIBUTES.contains(Ascii.upper(word.substring(0, equals)));
    }
}
