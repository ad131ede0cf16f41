package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleFamily;

/** The lines of a header section, whatever they say: RFC 5322 §2.1.1, §2.2. */
public final class HeaderLineRules extends RuleFamily {
    /** Lines among the fields; or the first line of the body, where no empty line sets it apart. */
    private static void strayLines(HeaderSection header, Findings findings) {
        for (HeaderField field : header.fields()) {
            if (!(field instanceof HeaderField.Junk line)) continue;
            if (line.kind() == HeaderField.Junk.Kind.NO_COLON || line.kind() == HeaderField.Junk.Kind.POSTMARK)
                findings.at(line.bodySpan());
        }
        if (!header.ofPart() && !header.fields().isEmpty()) header.bodyLine().ifPresent(findings::at);
    }

    private static final String FIELDS = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>
            """;
    private static final String GOOD = FIELDS + "Subject: Minutes\n\nHello.\n";

    public HeaderLineRules() {
        super("header-syntax");

        rule("header-name-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "2.2")
                .says("This is no field name")
                .because("A field name has printable US-ASCII characters only, no white space and no colon.")
                .badMessage(FIELDS + "Sub ject: Minutes\n^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .on(HeaderField.Junk.class, junk(HeaderField.Junk.Kind.INVALID_NAME));

        rule("header-line-without-colon")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "2.2")
                .rfc(7103, "7.2")
                .says("This line in the header section is neither a field nor the continuation of one")
                .because(
                        "Some programs end the header section here, others skip the line: they see different messages.")
                .badMessage(FIELDS + "this is not a field\n^^^^^^^^^^^^^^^^^^^\nSubject: Minutes\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.MALFORMED)
                .on(HeaderSection.class, HeaderLineRules::strayLines);

        rule("header-space-before-colon")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "4.5")
                .rfc(7103, "7.4")
                .says("White space stands between the field name and its colon")
                .because("The obsolete syntax allows it; some programs take it for another field, or for none.")
                .badMessage(FIELDS + "Subject : Minutes\n       ^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.SPACE_BEFORE_COLON)
                .on(
                        HeaderField.class,
                        (field, findings) -> field.lines().spaceBeforeColon().ifPresent(findings::at));

        rule("header-starts-with-continuation")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "2.2.3")
                .says("The header section begins with a continuation line")
                .because("There is no field that this line could continue.")
                .badMessage(" continued\n ^^^^^^^^^\n" + GOOD)
                .goodMessage(GOOD)
                .on(HeaderField.Junk.class, junk(HeaderField.Junk.Kind.STARTS_WITH_CONTINUATION));

        rule("header-line-over-998")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "2.1.1")
                .says("This header line has %s octets")
                .because(
                        "Each line MUST be no more than 998 octets without its line end; servers cut or refuse longer ones.")
                .instead("Fold the field.")
                .badMessage(FIELDS + "X-Note: {a*1000}\n^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.LONG_LINE)
                .on(HeaderField.class, (field, findings) -> {
                    if (field.lines().longest() > 998)
                        field.lines()
                                .longestLine()
                                .ifPresent(
                                        line -> findings.at(line, field.lines().longest()));
                });

        rule("header-line-over-78")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5322, "2.1.1")
                .says("This header line has %s characters")
                .because("Lines SHOULD be no more than 78 characters: some displays cut longer ones.")
                .badMessage(FIELDS + "X-Note: {a*80}\n^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.LONG_LINE)
                .on(HeaderField.class, (field, findings) -> {
                    int longest = field.lines().longest();
                    if (longest > 78 && longest <= 998)
                        field.lines().longestLine().ifPresent(line -> findings.at(line, longest));
                });

        rule("header-folded-blank-line")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.2.2")
                .rfc(7103, "7.3")
                .says("A continuation line has white space only")
                .because("Some programs take it for the empty line that ends the header section.")
                .badMessage(FIELDS + "Subject: Minutes\n   \n^^^\n of Monday\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.BLANK_FOLD)
                .on(
                        HeaderField.class,
                        (field, findings) -> field.lines().blankFold().ifPresent(findings::at));

        rule("header-value-raw-8bit")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "2.2")
                .rfc(6532, "3.2")
                .says("%s holds raw UTF-8")
                .because("Only a message sent with SMTPUTF8 may; a file does not tell whether it was.")
                .badMessage(FIELDS + "Subject: Café\n            ^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.EIGHT_BIT)
                .on(
                        HeaderField.class,
                        (field, findings) -> field.lines().eightBit().ifPresent(place -> {
                            boolean inName = field instanceof HeaderField.Junk;
                            if (field.lines().invalidUtf8().isEmpty() && !inName)
                                findings.at(place, field.name().value());
                        }));

        rule("header-value-invalid-utf8")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "2.2")
                .rfc(6532, "3.1")
                .says("%s holds octets above 127 that are no UTF-8")
                .because("Header fields are US-ASCII, or UTF-8 under SMTPUTF8; readers can only guess what this means.")
                .badMessage(FIELDS + "Subject: Caf{0xE9}\n            ^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.EIGHT_BIT)
                .on(
                        HeaderField.class,
                        (field, findings) -> field.lines()
                                .invalidUtf8()
                                .ifPresent(
                                        place -> findings.at(place, field.name().value())));

        rule("header-control-char")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "2.2")
                .rfc(5322, "4.1")
                .says("%s holds a control character")
                .because("A field body is printable characters, space and tab.")
                .badMessage(FIELDS + "Subject: Min␀utes\n            ^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.CONTROLS)
                .on(
                        HeaderField.class,
                        (field, findings) -> field.lines()
                                .controls()
                                .filter(place -> HeaderUseRules.injection(field).isEmpty())
                                .ifPresent(
                                        place -> findings.at(place, field.name().value())));

        rule("header-no-space-after-colon")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5322, "2.2")
                .says("The field body begins right after the colon")
                .because("That is legal; nearly every program writes a space, and filters notice those that don't.")
                .badMessage(FIELDS + "Subject:Minutes\n       ^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.NO_SPACE_AFTER_COLON)
                .on(HeaderField.class, (field, findings) -> {
                    int first = field.lines().text().start();
                    if (field.known() != FieldName.OTHER && !(field instanceof HeaderField.Junk))
                        findings.at(new smtplint.analyzer.source.Span(
                                field.lines().text().span(first, first).start() - 1,
                                field.lines().text().span(first, first).start()));
                });
    }

    private static Rule.Check<HeaderField.Junk> junk(HeaderField.Junk.Kind kind) {
        return (line, findings) -> {
            if (line.kind() == kind)
                findings.at(
                        kind == HeaderField.Junk.Kind.INVALID_NAME ? line.name().span() : line.bodySpan());
        };
    }
}
