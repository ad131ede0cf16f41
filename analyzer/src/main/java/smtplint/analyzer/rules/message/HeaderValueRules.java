package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;

import java.util.Map;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Values of fields that only some programs read: RFC 2156, RFC 3282, RFC 5646. */
public final class HeaderValueRules extends RuleFamily {
    /** The first word of a value, by field: how urgent the message is, from 1 to 3. */
    private static final Map<String, Map<String, Integer>> URGENCY = Map.of(
            "importance", Map.of("high", 1, "normal", 2, "low", 3),
            "priority", Map.of("urgent", 1, "normal", 2, "non-urgent", 3),
            "x-priority", Map.of("1", 1, "2", 1, "3", 2, "4", 3, "5", 3),
            "x-msmail-priority", Map.of("high", 1, "normal", 2, "low", 3));

    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>
            """;

    public HeaderValueRules() {
        super("header");

        rule("priority-values-conflict")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2156)
                .says("%s says something else than %s")
                .because("Programs look at one of the fields each, and show the message in different ways.")
                .badMessage(HEAD + "X-Priority: 1 (Highest)\nImportance: Low\n            ^^^\n\nHello.\n")
                .goodMessage(HEAD + "X-Priority: 1 (Highest)\nImportance: High\n\nHello.\n")
                .fields(FieldName.OTHER)
                .on(HeaderSection.class, HeaderValueRules::urgency);

        rule("content-language-invalid")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(3282)
                .rfc(5646)
                .says("\"%s\" is no language tag")
                .because("A tag has the form en, de-CH or zh-Hant: programs that choose by language pass over others.")
                .badMessage(HEAD + "Content-Language: english_US\n                  ^^^^^^^^^^\n\nHello.\n")
                .goodMessage(HEAD + "Content-Language: en-GB, de-CH-1996, zh-Hant\n\nHello.\n")
                .fields(FieldName.OTHER)
                .on(HeaderField.Unstructured.class, HeaderValueRules::languages);
    }

    private static void urgency(HeaderSection header, Findings findings) {
        int first = 0;
        String said = "";
        for (HeaderField field : header.fields()) {
            if (field.known() != FieldName.OTHER) continue;
            String name = Ascii.lower(field.name().value());
            if (!URGENCY.containsKey(name)) continue;
            int urgency = URGENCY.get(name).getOrDefault(Ascii.firstWord(Ascii.lower(field.body())), 0);
            if (urgency == 0) continue;
            if (first == 0) {
                first = urgency;
                said = field.name().value();
            } else if (urgency != first) {
                findings.at(field.bodySpan(), field.name().value(), said);
                return;
            }
        }
    }

    private static void languages(HeaderField.Unstructured field, Findings findings) {
        if (!field.name().is("Content-Language") || field.body().indexOf('(') >= 0) return;
        for (String tag : field.body().split(",", -1)) {
            if (isTag(tag.strip())) continue;
            findings.at(field.bodySpan(), tag.strip());
            return;
        }
    }

    /** Words of letters and digits, eight at most, joined by hyphens; the first of letters (RFC 5646). */
    private static boolean isTag(String tag) {
        String[] words = tag.split("-", -1);
        for (int i = 0; i < words.length; i++) {
            if (words[i].isEmpty() || words[i].length() > 8) return false;
            for (char c : words[i].toCharArray())
                if (!Ascii.isLetterOrDigit(c) || i == 0 && Ascii.isDigit(c)) return false;
        }
        return words[0].length() > 1 || words[0].equalsIgnoreCase("x") || words[0].equalsIgnoreCase("i");
    }
}
