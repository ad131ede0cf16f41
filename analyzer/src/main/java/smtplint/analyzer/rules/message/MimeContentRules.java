package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What parts say against what is in them, once their transfer encoding is undone. */
public final class MimeContentRules extends RuleFamily {
    /** RFC 5322 §2.1.1. */
    private static final int LONGEST_LINE = 998;

    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>
            MIME-Version: 1.0
            """;
    private static final String RELATED = HEAD + "Content-Type: multipart/related; boundary=b; type=\"text/html\"\n\n";
    private static final String IMAGE = """
            --b
            Content-Type: image/gif
            Content-Transfer-Encoding: base64
            Content-ID: <1@example.com>

            R0lGODlhAQABAAAAACw=
            --b--
            """;

    public MimeContentRules() {
        super("mime");

        rule("cid-unresolved")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(2392)
                .says("No part has the Content-ID %s")
                .because("The reader shows a broken image where the part should be.")
                .badMessage(RELATED + html("<img src=\"cid:2@example.com\">", "              ^^^^^^^^^^^^^") + IMAGE)
                .goodMessage(RELATED + html("<img src=\"cid:1@example.com\">", "") + IMAGE)
                .on(Message.class, MimeContentRules::unresolved);

        rule("related-part-unreferenced")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2392)
                .says("No text refers to this part, %s")
                .because("A part of a multipart/related is shown where the root refers to it; many readers do not list"
                        + " it as an attachment, so it may be seen nowhere.")
                .badMessage(RELATED
                        + html("<p>Hello.</p>", "")
                        + IMAGE.replace("<1@example.com>\n", "<1@example.com>\n            ^^^^^^^^^^^^^^^\n"))
                .goodMessage(RELATED + html("<img src=\"cid:1@example.com\">", "") + IMAGE)
                .where(Trait.MULTIPART)
                .on(Part.class, MimeContentRules::unreferenced);

        rule("content-md5-mismatch")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(1864, "2")
                .says("The MD5 of the content is %s")
                .because("The content was changed after the field was written, or the field was made from another form"
                        + " of it.")
                .badMessage(HEAD + "Content-Type: text/plain\nContent-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==\n"
                        + "             ^^^^^^^^^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(HEAD + "Content-Type: text/plain\nContent-MD5: K+3XuU53bC9gfEj2D0x1lg==\n\nHello.\n")
                .on(Message.class, (message, findings) -> digests(message.header(), message.body(), findings));

        rule("calendar-method-mismatch")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(6047)
                .says("The method of the calendar object is %s, and Content-Type says %s")
                .because("Programs decide by the parameter whether to offer an answer, and by the object what to do.")
                .badMessage(calendar("; method=CANCEL", "                             ^^^^^^"))
                .goodMessage(calendar("; method=REQUEST", ""))
                .where(Trait.TEXT)
                .on(Part.class, MimeContentRules::otherMethod);

        rule("format-flowed-misuse")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(3676)
                .says("DelSp without format=flowed")
                .because("The parameter says how flowed lines are joined, and means nothing for other text: readers"
                        + " show the text in lines that were not meant.")
                .badMessage(HEAD + "Content-Type: text/plain; format=fixed; delsp=yes\n"
                        + "                                        ^^^^^^^^^\n\nHello.\n")
                .goodMessage(HEAD + "Content-Type: text/plain; format=flowed; delsp=yes\n\nHello.\n")
                .where(Trait.TEXT)
                .on(Part.class, MimeContentRules::flowed);

        rule("text-part-not-crlf")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2046, "4.1.1")
                .rfc(2045, "6.8")
                .says("Lines of this text end in LF alone under the encoding")
                .because("The canonical form of a line end in text is CRLF, and it must be there before the text is"
                        + " encoded; signatures and digests of it fail otherwise.")
                .badMessage(text("base64", "Y2Fmw6kKY2Fmw6kKCg==", "       ^"))
                .goodMessage(text("base64", "Y2Fmw6kNCmNhZsOpDQo=", ""))
                .where(Trait.TEXT)
                .on(Part.class, (part, findings) -> {
                    if (part.facts().bareLineFeeds.any())
                        findings.at(part.facts().bareLineFeeds.firstPlace());
                });

        rule("transfer-encoding-unneeded")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2045, "6.8")
                .says("Plain ASCII text in base64")
                .because("It could be read as it is; filters count such text as hidden.")
                .badMessage(HEAD + "Content-Type: text/plain; charset=us-ascii\n"
                        + "Content-Transfer-Encoding: base64\n                           ^^^^^^\n\nSGVsbG8uDQo=\n")
                .goodMessage(text("base64", "Y2Fmw6kNCmNhZsOpDQo=", ""))
                .where(Trait.TEXT)
                .on(Part.class, MimeContentRules::encodedAscii);

        rule("charset-octets-undefined")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "4.1.2")
                .says("The text is declared %s, and can't be decoded from here on")
                .because("The octets are wrong in the charset and in the larger one that senders mean by its name:"
                        + " readers show replacement characters, or guess another charset.")
                .badMessage(HEAD + "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
                        + "abc{0xFF}\n   ^^^^^^\n")
                .goodMessage(HEAD + "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
                        + "{0xC4}{0xE3}{0xBA}{0xC3}\n")
                .where(Trait.TEXT)
                .on(Part.class, (part, findings) -> {
                    Optional<HeaderField.MimeParameter> charset = part.charset();
                    // Octets above 127 that the transfer encoding forbids have a rule of their own.
                    boolean reported = part.encoding().equals("7bit")
                            && part.facts().eightBit.any();
                    if (part.facts().outsideCharset.any() && charset.isPresent() && !reported)
                        findings.at(
                                        part.facts().outsideCharset.firstPlace(),
                                        charset.get().value().value())
                                .because(charset.get().span(), "the declaration");
                });

        rule("charset-subset-label")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(2046, "4.1.2")
                .says("The text is declared %s, and this octet is a control there")
                .because("It was meant to be windows-1252 or the like; readers that take the label at its word show"
                        + " nothing, or boxes.")
                .badMessage(HEAD + "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n"
                        + "{0x93}Hello{0x94}\n^^^^^^\n")
                .goodMessage(
                        HEAD + "Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\n"
                                + "{0x93}Hello{0x94}\n")
                .where(Trait.TEXT)
                .on(Part.class, (part, findings) -> {
                    Optional<HeaderField.MimeParameter> charset = part.charset();
                    if (part.facts().c1Octets.any() && charset.isPresent())
                        findings.at(
                                        part.facts().c1Octets.firstPlace(),
                                        charset.get().value().value())
                                .because(charset.get().span(), "the declaration");
                });
    }

    /** Each Content-ID once, where it is named first. */
    private static void unresolved(Message message, Findings findings) {
        List<Text> references = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        collect(message.body(), references, ids);
        for (Text reference : references)
            if (ids.add(reference.value())) findings.at(reference.span(), reference.value());
    }

    private static void collect(Part part, List<Text> references, Set<String> ids) {
        references.addAll(part.facts().contentIdReferences);
        contentId(part).ifPresent(id -> ids.add(withoutBrackets(id.body())));
        part.parts().forEach(inner -> collect(inner, references, ids));
    }

    private static void unreferenced(Part part, Findings findings) {
        if (!part.type().equals("multipart/related") || part.multipart().isEmpty()) return;
        List<Text> references = new ArrayList<>();
        collect(part, references, new HashSet<>());
        Set<String> named = new HashSet<>();
        references.forEach(reference -> named.add(reference.value()));
        List<Part> parts = part.parts();
        Set<String> ids = new HashSet<>();
        collect(part, new ArrayList<>(), ids);
        // A reference that names no part was meant for this one, as likely as not.
        if (!ids.containsAll(named)) return;
        boolean html = parts.stream().anyMatch(MimeContentRules::holdsHtml);
        for (Part inner : parts.subList(Math.min(1, parts.size()), parts.size())) {
            Optional<HeaderField> id = contentId(inner);
            boolean shown =
                    id.isEmpty() || named.contains(withoutBrackets(id.get().body()));
            if (html && !shown && inner.type().startsWith("image/") && !hasLocation(inner) && !isAttachment(inner))
                findings.at(id.get().bodySpan(), inner.type());
        }
    }

    private static boolean holdsHtml(Part part) {
        return part.type().equals("text/html") || part.parts().stream().anyMatch(MimeContentRules::holdsHtml);
    }

    private static boolean isAttachment(Part part) {
        return part.disposition()
                .filter(d -> d.type().equalsIgnoreCase("attachment"))
                .isPresent();
    }

    private static boolean hasLocation(Part part) {
        return part.header().stream()
                .flatMap(header -> header.fields().stream())
                .anyMatch(field -> field.name().is("Content-Location"));
    }

    private static Optional<HeaderField> contentId(Part part) {
        return part.header().flatMap(header -> header.first(FieldName.CONTENT_ID));
    }

    private static String withoutBrackets(String id) {
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    private static void digests(HeaderSection header, Part part, Findings findings) {
        HeaderSection own = part.header().orElse(header);
        own.first(FieldName.CONTENT_MD5).ifPresent(field -> {
            String found = part.facts().md5;
            if (!found.isEmpty() && !firstWord(field.body()).equals(found)) findings.at(field.bodySpan(), found);
        });
        part.parts().forEach(inner -> digests(header, inner, findings));
    }

    private static String firstWord(String body) {
        int space = body.indexOf(' ');
        return space < 0 ? body : body.substring(0, space);
    }

    private static void otherMethod(Part part, Findings findings) {
        Optional<Text> method = part.facts().calendarMethod;
        if (!part.type().equals("text/calendar")
                || method.isEmpty()
                || part.contentType().isEmpty()) return;
        HeaderField.MediaType type = part.contentType().get();
        Optional<HeaderField.MimeParameter> declared = type.parameter("method");
        if (declared.isEmpty() && isAttachment(part)) return;
        String said = declared.map(d -> d.value().value()).orElse("none");
        if (method.get().is(said)) return;
        findings.at(
                        declared.map(d -> d.value().span()).orElse(type.typeSpan()),
                        method.get().value(),
                        said)
                .because(method.get().span(), "the method");
    }

    private static void flowed(Part part, Findings findings) {
        if (!part.type().equals("text/plain") || part.contentType().isEmpty()) return;
        HeaderField.MediaType type = part.contentType().get();
        boolean flowed = Ascii.lower(type.value("format").orElse("")).equals("flowed");
        Optional<HeaderField.MimeParameter> delSp = type.parameter("delsp");
        if (!flowed && delSp.isPresent()) findings.at(delSp.get().span());
    }

    private static void encodedAscii(Part part, Findings findings) {
        boolean text = part.type().equals("text/plain") || part.type().equals("text/html");
        boolean ascii = !part.facts().decodedEightBit.any() && !part.facts().decodedControls;
        boolean whole = !part.facts().base64Invalid.any() && part.facts().decodedOctets > 0;
        String charset = Ascii.lower(part.charset().map(c -> c.value().value()).orElse("us-ascii"));
        boolean octetsAreText =
                charset.equals("us-ascii") || charset.equals("utf-8") || charset.startsWith("iso-8859-");
        if (text
                && ascii
                && whole
                && octetsAreText
                && part.encoding().equals("base64")
                && part.facts().longestDecodedLine <= LONGEST_LINE)
            part.encodingField().ifPresent(field -> findings.at(field.token().span()));
    }

    private static String html(String html, String carets) {
        return "--b\nContent-Type: text/html\n\n" + html + "\n" + (carets.isEmpty() ? "" : carets + "\n");
    }

    private static String text(String encoding, String line, String carets) {
        return HEAD + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding + "\n\n" + line
                + "\n" + (carets.isEmpty() ? "" : carets + "\n");
    }

    private static String calendar(String method, String carets) {
        return HEAD + "Content-Type: text/calendar" + method + "\n"
                + (carets.isEmpty() ? "" : "       " + carets + "\n")
                + "\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n";
    }
}
