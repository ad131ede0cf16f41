package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Message-ID, In-Reply-To, References: RFC 5322 §3.6.4, §4.5.4. */
public final class MsgIdRules extends RuleFamily {

    public MsgIdRules() {
        super("header-syntax");

        rule("message-id-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.6.4")
                .rfc(5322, "4.5.4")
                .says("This is no msg-id: expected %s")
                .because("Replies copy it into References; a broken one breaks threads and duplicate detection.")
                .badMessage(message("Message-ID: invoice 77 at client", "            ^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(message("Message-ID: <77@client.example.com>", ""))
                .fields(FieldName.MESSAGE_ID, FieldName.RESENT_MESSAGE_ID)
                .where(Trait.MALFORMED)
                .on(
                        HeaderField.MsgIds.class,
                        (field, findings) ->
                                field.problem().ifPresent(p -> findings.at(field.bodySpan(), p.expected())));

        rule("message-id-weak-right-side")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "3.6.4")
                .says("The right side of the msg-id, %s, is not unique to a host")
                .because("A msg-id must be unique in the world; the domain on its right is what makes it so.")
                .badMessage(message("Message-ID: <77@localhost>", "                ^^^^^^^^^"))
                .goodMessage(message("Message-ID: <77@client.example.com>", ""))
                .fields(FieldName.MESSAGE_ID)
                .on(HeaderField.MsgIds.class, MsgIdRules::weakRightSide);

        rule("references-invalid")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.6.4")
                .says("%s holds something that is no msg-id: expected %s")
                .because("Mail programs build threads from these ids.")
                .badMessage(message(
                        "Message-ID: <77@client.example.com>\nReferences: <76@client.example.com",
                        "            ^^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(message("Message-ID: <77@client.example.com>\nReferences: <76@client.example.com>", ""))
                .fields(FieldName.REFERENCES, FieldName.IN_REPLY_TO)
                .where(Trait.MALFORMED)
                .on(
                        HeaderField.MsgIds.class,
                        (field, findings) -> field.problem()
                                .ifPresent(p -> findings.at(
                                        field.bodySpan(), field.name().value(), p.expected())));

        rule("in-reply-to-not-in-references")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5322, "3.6.4")
                .says("The parent %s is not among the References")
                .because("A reply's References SHOULD end in the id of the message that it answers.")
                .badMessage(message(
                        "Message-ID: <77@client.example.com>\nReferences: <75@client.example.com>\nIn-Reply-To: <76@client.example.com>",
                        "             ^^^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(message(
                        "Message-ID: <77@client.example.com>\nReferences: <75@client.example.com> <76@client.example.com>\nIn-Reply-To: <76@client.example.com>",
                        ""))
                .fields(FieldName.IN_REPLY_TO)
                .on(HeaderSection.class, MsgIdRules::parentNotReferenced);
    }

    private static void weakRightSide(HeaderField.MsgIds field, Findings findings) {
        if (field.ids().size() != 1 || field.problem().isPresent()) return;
        HeaderField.MsgId id = field.ids().get(0);
        String right = HostNames.normal(id.right());
        if (right.isEmpty() || !HostNames.isAddress(right) && !HostNames.isPrivate(right)) return;
        int end = id.span().end() - 1;
        findings.at(new smtplint.analyzer.source.Span(end - id.right().length(), end), id.right());
    }

    private static void parentNotReferenced(HeaderSection header, Findings findings) {
        Optional<HeaderField.MsgIds> parent = header.first(HeaderField.MsgIds.class, FieldName.IN_REPLY_TO);
        Optional<HeaderField.MsgIds> references = header.first(HeaderField.MsgIds.class, FieldName.REFERENCES);
        if (parent.isEmpty() || references.isEmpty() || parent.get().ids().size() != 1) return;
        HeaderField.MsgId id = parent.get().ids().get(0);
        List<String> known =
                references.get().ids().stream().map(HeaderField.MsgId::value).toList();
        if (id.valid() && !known.isEmpty() && !known.contains(id.value()))
            findings.at(id.span(), "<" + id.value() + ">");
    }

    private static String message(String fields, String carets) {
        String marks = carets.isEmpty() ? "" : carets + "\n";
        return "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: alice@example.com\n" + fields + "\n" + marks
                + "\nHello.\n";
    }
}
