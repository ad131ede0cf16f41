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
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What particular media types want of their parts: RFC 2046 §5.1, RFC 1847, RFC 2387. */
public final class MimeTypeRules extends RuleFamily {
    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>
            MIME-Version: 1.0
            """;
    private static final String TEXT = "--b\nContent-Type: text/plain\n\nHello.\n";
    private static final String HTML = "--b\nContent-Type: text/html\nContent-ID: <1@example.com>\n\n<p>Hello.</p>\n";
    private static final String GOOD = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + TEXT + "--b--\n";
    private static final String SIGNED =
            "multipart/signed; boundary=b; micalg=pgp-sha256; protocol=\"application/pgp-signature\"";
    private static final String SIGNATURE = "--b\nContent-Type: application/pgp-signature\n\nx\n";

    public MimeTypeRules() {
        super("mime");

        rule("part-header-separator-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2046, "5.1")
                .rfc(2046, "5.1.1")
                .says("No empty line precedes the body of this part")
                .because("A part begins with its header section, an empty line ends it: programs disagree about where"
                        + " the body of this one begins.")
                .badMessage(HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\nHello.\n^^^^^^\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.MALFORMED)
                .on(HeaderSection.class, (header, findings) -> {
                    if (header.ofPart()) header.bodyLine().ifPresent(findings::at);
                });

        rule("multipart-without-parts")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("The multipart closes without a part")
                .because("It must have one part at least.")
                .badMessage(HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b--\n^^^^^\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(
                        Part.class,
                        (part, findings) -> part.multipart().ifPresent(multipart -> {
                            if (multipart.closed() && multipart.parts().isEmpty())
                                findings.at(multipart.delimiters().get(0));
                        }));

        rule("alternative-order")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(2046, "5.1.4")
                .says("The plain text stands behind %s in a multipart/alternative")
                .because("Alternatives go from plain to rich: a reader shows the last one that it can show.")
                .badMessage(HEAD + "Content-Type: multipart/alternative; boundary=b\n\n" + HTML
                        + "--b\nContent-Type: text/plain\n              ^^^^^^^^^^\n\nHello.\n--b--\n")
                .goodMessage(HEAD + "Content-Type: multipart/alternative; boundary=b\n\n" + TEXT + HTML + "--b--\n")
                .where(Trait.MULTIPART)
                .on(Part.class, MimeTypeRules::alternatives);

        rule("related-type-missing")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2387, "3.1")
                .says("multipart/related without a type parameter")
                .because("The type of the root part must be named.")
                .badMessage(HEAD + "Content-Type: multipart/related; boundary=b\n              ^^^^^^^^^^^^^^^^^\n\n"
                        + HTML + "--b--\n")
                .goodMessage(
                        HEAD + "Content-Type: multipart/related; boundary=b; type=\"text/html\"\n\n" + HTML + "--b--\n")
                .where(Trait.MULTIPART)
                .on(Part.class, (part, findings) -> {
                    if (part.type().equals("multipart/related"))
                        part.contentType()
                                .filter(t -> t.value("type").isEmpty())
                                .ifPresent(t -> findings.at(t.typeSpan()));
                });

        rule("related-start-unresolved")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2387, "3.2")
                .says("The start parameter names no part: %s")
                .because("Readers can't tell which part to show first.")
                .badMessage(HEAD
                        + "Content-Type: multipart/related; boundary=b; type=\"text/html\"; start=\"<2@example.com>\"\n"
                        + "                                                                     ^^^^^^^^^^^^^^^^^\n\n"
                        + HTML + "--b--\n")
                .goodMessage(HEAD
                        + "Content-Type: multipart/related; boundary=b; type=\"text/html\"; start=\"<1@example.com>\"\n\n"
                        + HTML + "--b--\n")
                .where(Trait.MULTIPART)
                .on(Part.class, MimeTypeRules::startUnresolved);

        rule("signed-structure-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(1847, "2.1")
                .says("multipart/signed %s")
                .because("The signature can't be verified.")
                .badMessage(
                        HEAD + "Content-Type: " + SIGNED + "\n              ^^^^^^^^^^^^^^^^\n\n" + TEXT + "--b--\n")
                .goodMessage(HEAD + "Content-Type: " + SIGNED + "\n\n" + TEXT + SIGNATURE + "--b--\n")
                .where(Trait.MULTIPART)
                .on(Part.class, (part, findings) -> security(part, "multipart/signed", 1, findings));

        rule("encrypted-structure-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(1847, "2.2")
                .says("multipart/encrypted %s")
                .because("The content can't be decrypted.")
                .badMessage(
                        HEAD + "Content-Type: multipart/encrypted; boundary=b\n              ^^^^^^^^^^^^^^^^^^^\n\n"
                                + "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
                                + "--b\nContent-Type: application/octet-stream\n\nx\n--b--\n")
                .goodMessage(HEAD
                        + "Content-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\n\n"
                        + "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
                        + "--b\nContent-Type: application/octet-stream\n\nx\n--b--\n")
                .where(Trait.MULTIPART)
                .on(Part.class, (part, findings) -> security(part, "multipart/encrypted", 0, findings));

        rule("signed-content-not-7bit")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(1847, "2.1")
                .says("Signed content with octets above 127 in it")
                .because("It MUST be encoded in 7 bits: a host on the way that converts it breaks the signature.")
                .badMessage(HEAD + "Content-Type: " + SIGNED + "\n\n--b\nContent-Type: text/plain; charset=utf-8\n"
                        + "Content-Transfer-Encoding: 8bit\n\nCafé\n   ^\n" + SIGNATURE + "--b--\n")
                .goodMessage(HEAD + "Content-Type: " + SIGNED + "\n\n" + TEXT + SIGNATURE + "--b--\n")
                .where(Trait.MULTIPART)
                .on(Part.class, (part, findings) -> {
                    List<Part> parts = part.parts();
                    if (part.type().equals("multipart/signed") && !parts.isEmpty()) eightBit(parts.get(0), findings);
                });

        rule("tnef-attachment")
                .severity(INFO)
                .blames(MESSAGE)
                .says("The part is in the format of one program, Outlook")
                .because("Other programs show it as winmail.dat and can't open it.")
                .badMessage(HEAD + "Content-Type: application/ms-tnef\n              ^^^^^^^^^^^^^^^^^^^\n\nx\n")
                .goodMessage(GOOD)
                .on(Part.class, (part, findings) -> {
                    if (part.type().equals("application/ms-tnef"))
                        part.contentType().ifPresent(t -> findings.at(t.typeSpan()));
                });

        rule("html-without-text")
                .severity(HINT)
                .blames(MESSAGE)
                .says("The message is HTML only")
                .because(
                        "Without a plain text beside it some readers show nothing, and filters count it as a sign of bulk.")
                .badMessage(HEAD + "Content-Type: text/html\n              ^^^^^^^^^\n\n<p>Hello.</p>\n")
                .goodMessage(GOOD)
                .on(Message.class, (message, findings) -> {
                    boolean outer = message.context() != Message.Context.EMBEDDED;
                    if (outer && message.body().type().equals("text/html"))
                        message.body().contentType().ifPresent(t -> findings.at(t.typeSpan()));
                });
    }

    private static void alternatives(Part part, Findings findings) {
        if (!part.type().equals("multipart/alternative")) return;
        List<Part> parts = part.parts();
        for (int i = 1; i < parts.size(); i++) {
            Part plain = parts.get(i);
            boolean behind =
                    plain.type().equals("text/plain") && parts.get(i - 1).type().equals("text/html");
            if (behind && plain.contentType().isPresent())
                findings.at(
                        plain.contentType().get().typeSpan(), parts.get(i - 1).type());
        }
    }

    private static void startUnresolved(Part part, Findings findings) {
        if (!part.type().equals("multipart/related") || part.parts().isEmpty()) return;
        Optional<HeaderField.MimeParameter> start = part.contentType().flatMap(t -> t.parameter("start"));
        if (start.isEmpty()) return;
        String wanted = start.get().value().value().strip();
        boolean found = part.parts().stream()
                .flatMap(p -> p.header().stream())
                .flatMap(h -> h.first(FieldName.CONTENT_ID).stream())
                .anyMatch(id -> id.body().equals(wanted) || id.body().equals("<" + wanted + ">"));
        if (!found) findings.at(start.get().value().span(), wanted);
    }

    /** Exactly two parts, one of them of the type that the protocol parameter names. */
    private static void security(Part part, String type, int control, Findings findings) {
        if (!part.type().equals(type) || part.contentType().isEmpty()) return;
        HeaderField.MediaType field = part.contentType().get();
        List<Part> parts = part.parts();
        // Where parts are missing altogether, or the end is, the rules about boundaries speak.
        if (parts.isEmpty() || !part.multipart().get().closed()) return;
        Optional<String> protocol = field.value("protocol");
        String fault = "";
        if (parts.size() != 2)
            fault = "has " + parts.size() + (parts.size() == 1 ? " part" : " parts") + " instead of 2";
        else if (protocol.isEmpty()) fault = "has no protocol parameter";
        else if (!protocol.get().equalsIgnoreCase(parts.get(control).type()))
            fault = "is declared " + protocol.get() + ", and the part for it is "
                    + parts.get(control).type();
        else if (control == 1 && field.value("micalg").isEmpty()) fault = "has no micalg parameter";
        if (!fault.isEmpty()) findings.at(field.typeSpan(), fault);
    }

    private static void eightBit(Part part, Findings findings) {
        if (part.facts().eightBit.any()) findings.at(part.facts().eightBit.firstPlace());
        else part.parts().stream().limit(100).forEach(inner -> eightBit(inner, findings));
    }
}
