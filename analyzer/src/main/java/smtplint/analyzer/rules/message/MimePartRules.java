package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Span;

/** Parts and what holds them: RFC 2045 §6.4, §7, RFC 2046 §5. */
public final class MimePartRules extends RuleFamily {
    /** A note to readers without MIME is shorter. */
    private static final int LONG_PREAMBLE = 500;

    private static final int LONG_EPILOGUE = 40;
    private static final Set<String> TOP_LEVEL = Set.of(
            "application",
            "audio",
            "example",
            "font",
            "haptics",
            "image",
            "message",
            "model",
            "multipart",
            "text",
            "video",
            "chemical");
    private static final Map<String, String> MISSPELLED = Map.ofEntries(
            Map.entry("image/jpg", "image/jpeg"),
            Map.entry("image/tif", "image/tiff"),
            Map.entry("application/octetstream", "application/octet-stream"),
            Map.entry("application/octet_stream", "application/octet-stream"),
            Map.entry("application/octect-stream", "application/octet-stream"),
            Map.entry("application/octet", "application/octet-stream"),
            Map.entry("application/octet-strean", "application/octet-stream"),
            Map.entry("text/text", "text/plain"),
            Map.entry("text/htm", "text/html"),
            Map.entry("text/plan", "text/plain"),
            Map.entry("message/rfc-822", "message/rfc822"),
            Map.entry("message/rfc2822", "message/rfc822"),
            Map.entry("message/rfc822-headers", "text/rfc822-headers"),
            Map.entry("multipart/alternate", "multipart/alternative"),
            Map.entry("multipart/alternatives", "multipart/alternative"));

    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>
            MIME-Version: 1.0
            """;
    private static final String MIXED = HEAD + "Content-Type: multipart/mixed; boundary=b\n";
    private static final String TEXT = "\n--b\nContent-Type: text/plain\n\nHello.\n";
    private static final String GOOD = MIXED + TEXT + "--b--\n";
    private static final String INNER = "--b\nContent-Type: message/rfc822\n\n";

    public MimePartRules() {
        super("mime");

        rule("multipart-text-outside-parts")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("Text stands %s the parts of the multipart")
                .because("Readers ignore it: a footer that was appended there is seen by nobody.")
                .badMessage(GOOD + "This footer was added by the list, see https://lists.example.org/\n"
                        + "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(
                        Part.class,
                        (part, findings) -> part.multipart().ifPresent(multipart -> {
                            multipart
                                    .preamble()
                                    .filter(text -> text.length() > LONG_PREAMBLE
                                            && !multipart.parts().isEmpty())
                                    .ifPresent(text -> findings.at(text, "before"));
                            multipart
                                    .epilogue()
                                    .filter(text -> text.length() > LONG_EPILOGUE)
                                    .ifPresent(text -> findings.at(text, "behind"));
                        }));

        rule("composite-encoding-too-narrow")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2045, "6.4")
                .says("%s is 7bit, and a part of it holds octets above 127")
                .because(
                        "What a multipart or message says of its encoding holds for all that is in it: a server without"
                                + " 8BITMIME behind it sends the octets unconverted.")
                .badMessage(
                        MIXED + "Content-Transfer-Encoding: 7bit\n                           ^^^^\n\n"
                                + "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nCafé\n--b--\n")
                .goodMessage(
                        MIXED + "Content-Transfer-Encoding: 8bit\n\n"
                                + "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nCafé\n--b--\n")
                .on(Part.class, MimePartRules::tooNarrow);

        rule("content-id-invalid")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(2045, "7")
                .says("This is no msg-id: expected %s")
                .because("A Content-ID has the form of a Message-ID; a cid: URL can't name it in another.")
                .badMessage(HEAD + "Content-Type: text/plain\nContent-ID: image1\n            ^^^^^^\n\nHello.\n")
                .goodMessage(HEAD + "Content-Type: text/plain\nContent-ID: <image1@example.com>\n\nHello.\n")
                .fields(FieldName.CONTENT_ID)
                .where(Trait.MALFORMED)
                .on(
                        HeaderField.MsgIds.class,
                        (field, findings) ->
                                field.problem().ifPresent(p -> findings.at(field.bodySpan(), p.expected())));

        rule("message-rfc822-invalid-inside")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "5.2.1")
                .says("The embedded message has none of From, Subject and Date")
                .because("At least one of them must be there; what is in the part may be no message at all.")
                .badMessage(MIXED + TEXT + "--b\nContent-Type: message/rfc822\n              ^^^^^^^^^^^^^^\n\n"
                        + "X-Note: none\n\nHello.\n--b--\n")
                .goodMessage(MIXED + TEXT + INNER + "Subject: Minutes\n\nHello.\n--b--\n")
                .on(Part.class, MimePartRules::noMessage);

        rule("digest-part-default")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2046, "5.1.5")
                .says("A part of a multipart/digest is %s")
                .because("A digest is a collection of messages; text belongs into a multipart/mixed around it.")
                .badMessage(MIXED.replace("mixed", "digest")
                        + "\n--b\nContent-Type: text/plain\n              ^^^^^^^^^^\n\nHello.\n--b--\n")
                .goodMessage(MIXED.replace("mixed", "digest") + "\n--b\n\nSubject: Minutes\n\nHello.\n--b--\n")
                .where(Trait.MULTIPART)
                .on(Part.class, MimePartRules::otherThanMessage);

        rule("content-type-unregistered")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2045, "5.1")
                .says("There is no type %s%s")
                .because("Programs that don't know the type offer the part as a file only.")
                .badMessage(HEAD + "Content-Type: image/jpg\n              ^^^^^^^^^\n\nHello.\n")
                .goodMessage(HEAD + "Content-Type: image/jpeg\n\nHello.\n")
                .fields(FieldName.CONTENT_TYPE)
                .on(HeaderField.MediaType.class, MimePartRules::unknownType);
    }

    /** The outermost container that says or means 7bit. */
    private static void tooNarrow(Part part, Findings findings) {
        boolean composite = part.isMultipart() || part.message().isPresent();
        // In signed content the octets have a rule of their own.
        if (part.type().equals("multipart/signed")) return;
        if (!composite || !part.encoding().equals("7bit") || !part.path().isEmpty()) return;
        if (!declaresEightBit(part)) return;
        Optional<Span> declared =
                part.encodingField().map(field -> field.token().span());
        declared.or(() -> part.contentType().map(HeaderField.MediaType::typeSpan))
                .ifPresent(place -> findings.at(place, part.type()));
    }

    /** A leaf that says so itself: one that is 7bit by its own word has its own rule. */
    private static boolean declaresEightBit(Part part) {
        boolean open = part.encoding().equals("8bit") || part.encoding().equals("binary");
        if (open && part.facts().eightBit.any()) return true;
        for (Part inner : part.multipart().map(Part.Multipart::parts).orElse(List.of()))
            if (declaresEightBit(inner)) return true;
        return part.message().map(message -> declaresEightBit(message.body())).orElse(false);
    }

    private static void noMessage(Part part, Findings findings) {
        if (part.message().isEmpty()) return;
        HeaderSection header = part.message().get().header();
        if (header.has(FieldName.FROM) || header.has(FieldName.SUBJECT) || header.has(FieldName.DATE)) return;
        findings.at(part.contentType()
                .map(HeaderField.MediaType::typeSpan)
                .orElse(Span.at(part.span().start())));
    }

    private static void otherThanMessage(Part part, Findings findings) {
        if (!part.type().equals("multipart/digest")) return;
        for (Part inner : part.multipart().map(Part.Multipart::parts).orElse(List.of()))
            if (!inner.isMessage()) inner.contentType().ifPresent(type -> findings.at(type.typeSpan(), inner.type()));
    }

    private static void unknownType(HeaderField.MediaType field, Findings findings) {
        if (field.problem().isPresent() || field.subtype().isEmpty()) return;
        String full = field.full();
        String meant = MISSPELLED.getOrDefault(full, "");
        String top = full.substring(0, full.indexOf('/'));
        if (!meant.isEmpty()) findings.at(field.typeSpan(), full, ", it is called " + meant);
        else if (!TOP_LEVEL.contains(top) && !top.startsWith("x-")) findings.at(field.typeSpan(), full, "");
    }
}
