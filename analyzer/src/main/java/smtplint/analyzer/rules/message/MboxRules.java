package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.INFO;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Occurrences;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Messages as an mbox keeps them: RFC 4155. */
public final class MboxRules extends RuleFamily {
    private static final String START = """
            From alice@example.com Sun Nov 22 10:00:00 2026
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>

            """;

    public MboxRules() {
        super("data");

        rule("mbox-from-line-unquoted")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(4155)
                .says("A line of text begins with \"From \" in an mbox%s")
                .because("Some programs begin a new message at each such line, so whoever writes an mbox quotes it with"
                        + " \">\", or counts the octets in a Content-Length field. Here it is taken for text: no time and"
                        + " year stand in it, or no empty line before it.")
                .badMessage(START + "Hello.\n\nFrom now on we meet on Mondays.\n^^^^^\n")
                .goodMessage(START + "Hello.\n\n>From now on we meet on Mondays.\n")
                .on(Message.class, MboxRules::unquoted);
    }

    private static void unquoted(Message message, Findings findings) {
        if (message.postmark().isEmpty()) return;
        List<Occurrences> found = new ArrayList<>(0);
        lines(message, found);
        if (found.isEmpty() || isCounted(message)) return;
        for (Occurrences lines : found) {
            int total = lines.total();
            findings.at(lines.firstPlace(), total == 1 ? "" : " (" + total + " times)");
        }
    }

    private static void lines(Node node, List<Occurrences> found) {
        if (node instanceof Part part && part.facts().fromLines.any()) found.add(part.facts().fromLines);
        node.children(child -> {
            if (child instanceof Part || child instanceof Message) lines(child, found);
        });
    }

    private static boolean isCounted(Message message) {
        for (HeaderField field : message.header().fields())
            if (field.known() == FieldName.OTHER && field.name().is("Content-Length")) return true;
        return false;
    }
}
