package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Optional;
import java.util.function.Function;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Occurrences;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleFamily;

/** Transfer encodings and charsets against the octets found: RFC 2045 §2, §6, RFC 2046 §4.1.2. */
public final class MimeEncodingRules extends RuleFamily {

    public MimeEncodingRules() {
        super("mime");

        rule("cte-unknown")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "6.1")
                .says("The transfer encoding \"%s\" does not exist")
                .because("Readers must treat the content as opaque octets: nobody sees the text.")
                .badMessage(part("utf-8", "utf8", "Hello."))
                .goodMessage(part("us-ascii", "7bit", "Hello."))
                .on(
                        Part.class,
                        (part, findings) -> part.encodingField().ifPresent(field -> {
                            boolean defined = switch (Ascii.lower(field.token().value())) {
                                case "7bit", "8bit", "binary", "base64", "quoted-printable" -> true;
                                default -> Ascii.lower(field.token().value()).startsWith("x-");
                            };
                            if (!defined)
                                findings.at(field.bodySpan(), field.token().value());
                        }));

        rule("cte-7bit-violated")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "2.7")
                .rfc(2045, "6.2")
                .says("The part is declared 7bit and holds octets above 127%s")
                .because("A server without 8BITMIME may clear the high bits, or refuse the message.")
                .badMessage(marked("utf-8", "7bit", "Café", "   ^"))
                .goodMessage(part("utf-8", "8bit", "Café"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, (part, findings) -> {
                    Occurrences eightBit = part.facts().eightBit;
                    if (part.encoding().equals("7bit") && part.encodingField().isPresent() && eightBit.any())
                        findings.at(eightBit.firstPlace(), times(eightBit));
                });

        rule("cte-8bit-violated")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "2.8")
                .says("The part is declared %s and holds a NUL octet")
                .because("NUL is allowed in binary data only; servers cut the line there, or refuse the message.")
                .badMessage(marked("utf-8", "8bit", "Caf␀", "   ^"))
                .goodMessage(part("utf-8", "8bit", "Café"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, (part, findings) -> {
                    boolean text =
                            part.encoding().equals("8bit") || part.encoding().equals("7bit");
                    if (text && part.facts().nul.any())
                        findings.at(part.facts().nul.firstPlace(), part.encoding());
                });

        rule("base64-invalid-character")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "6.8")
                .says("A character outside the base64 alphabet%s")
                .because("Decoders must skip them, so whatever they stood for is lost; some stop instead.")
                .badMessage(marked("utf-8", "base64", "SGVsb*8=", "     ^"))
                .goodMessage(part("utf-8", "base64", "Q2Fmw6k="))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, encoded(facts -> facts.base64Invalid));

        rule("base64-padding-wrong")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "6.8")
                .says("The base64 padding is wrong%s")
                .because("Four characters make three octets, \"=\" fills up the last group: without it the end of the"
                        + " content is cut or read wrongly.")
                .badMessage(marked("utf-8", "base64", "SGVsbG8", "      ^"))
                .goodMessage(part("utf-8", "base64", "Q2Fmw6k="))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, encoded(facts -> facts.base64Padding));

        rule("base64-line-too-long")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "6.8")
                .says("A base64 line of more than 76 characters%s")
                .because("Encoded lines must be no longer; gateways break or refuse longer ones.")
                .badMessage(marked("utf-8", "base64", "{SGVs*20}", "^^^^^^^^^"))
                .goodMessage(part("utf-8", "base64", "Q2Fmw6k="))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, (part, findings) -> {
                    if (part.encoding().equals("base64")) report(part.facts().longEncodedLines, findings);
                });

        rule("qp-escape-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "6.7")
                .says("An \"=\" without two hexadecimal digits or a line end behind it%s")
                .because("Decoders guess what was meant.")
                .badMessage(marked("utf-8", "quoted-printable", "1 =XY 2", "  ^^^"))
                .goodMessage(part("utf-8", "quoted-printable", "1 =3D 1"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, encoded(facts -> facts.qpInvalidEscape));

        rule("qp-open-end")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "6.7")
                .says("The text ends in a soft line break")
                .because(
                        "The last octet of quoted-printable can't be \"=\"; readers drop it, but the text may have been"
                                + " cut here.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=b

                        --b
                        Content-Type: text/plain; charset=utf-8
                        Content-Transfer-Encoding: quoted-printable

                        Caf=C3=A9=
                                 ^
                        --b--
                        """)
                .goodMessage(part("utf-8", "quoted-printable", "Caf=C3=A9"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, encoded(facts -> facts.qpOpenEnd));

        rule("qp-lowercase-hex")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2045, "6.7")
                .says("An escape with lower-case hexadecimal digits%s")
                .because("Upper case must be used; robust decoders take both.")
                .badMessage(marked("utf-8", "quoted-printable", "1 =3d 1", "  ^^^"))
                .goodMessage(part("utf-8", "quoted-printable", "1 =3D 1"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, encoded(facts -> facts.qpLowerCase));

        rule("qp-line-too-long")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "6.7")
                .says("A quoted-printable line of more than 76 characters%s")
                .because("Encoded lines must be no longer; gateways break them, and decoders lose the break.")
                .badMessage(marked("utf-8", "quoted-printable", "{Hello *20}", "^^^^^^^^^^^"))
                .goodMessage(part("utf-8", "quoted-printable", "1 =3D 1"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, (part, findings) -> {
                    if (part.encoding().equals("quoted-printable")) report(part.facts().longEncodedLines, findings);
                });

        rule("qp-trailing-space")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "6.7")
                .says("An encoded line ends in white space%s")
                .because("Gateways add and remove white space at line ends, so decoders must drop it: it is lost.")
                .instead("Encode it as =20 or =09.")
                .badMessage(marked("utf-8", "quoted-printable", "Hello ", "     ^"))
                .goodMessage(part("utf-8", "quoted-printable", "Hello=20"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, encoded(facts -> facts.qpTrailingSpace));

        rule("qp-raw-octet")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "6.7")
                .says("An octet that quoted-printable must encode stands raw%s")
                .because("The encoding is there so that such octets don't travel; servers without 8BITMIME spoil them.")
                .badMessage(marked("utf-8", "quoted-printable", "Café", "   ^"))
                .goodMessage(part("utf-8", "quoted-printable", "Caf=C3=A9"))
                .where(Trait.ODD_OCTETS)
                .on(Part.class, encoded(facts -> facts.qpRawOctet));

        rule("charset-missing")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "5.2")
                .rfc(2046, "4.1.2")
                .says("Text with octets above 127 does not say which charset it is in")
                .because("The default is US-ASCII, which has none of them: readers guess.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        MIME-Version: 1.0
                        Content-Type: text/plain
                        Content-Transfer-Encoding: 8bit

                        Café
                           ^
                        """)
                .goodMessage(part("utf-8", "8bit", "Café"))
                .where(Trait.TEXT, Trait.ODD_OCTETS)
                .on(Part.class, (part, findings) -> {
                    boolean unreadable = part.contentType()
                            .flatMap(HeaderField.MediaType::problem)
                            .isPresent();
                    if (part.charset().isEmpty() && !unreadable)
                        part.firstEightBit().ifPresent(findings::at);
                });

        rule("charset-unknown")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "4.1.2")
                .says("The charset \"%s\" is not known")
                .because("Readers can't decode the text and show what they like.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=utf-88
                                                          ^^^^^^

                        Hello.
                        """)
                .goodMessage(part("utf-8", "8bit", "Café"))
                .where(Trait.TEXT)
                .on(
                        Part.class,
                        (part, findings) -> part.charset().ifPresent(charset -> {
                            String name = charset.value().value();
                            if (!isCharset(name)) findings.at(charset.value().span(), name);
                        }));

        rule("charset-content-mismatch")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2046, "4.1.2")
                .says("The text is declared %s and is not: this octet can't stand here")
                .because("Readers show replacement characters, or guess another charset.")
                .badMessage(marked("utf-8", "8bit", "Caf{0xE9}", "   ^^^^^^"))
                .goodMessage(part("utf-8", "8bit", "Café"))
                .where(Trait.TEXT, Trait.ODD_OCTETS)
                .on(Part.class, MimeEncodingRules::wrongCharset);
    }

    private static void wrongCharset(Part part, Findings findings) {
        Optional<HeaderField.MimeParameter> charset = part.charset();
        if (charset.isEmpty()) return;
        String name = Ascii.lower(charset.get().value().value());
        if (name.equals("utf-8") && part.facts().invalidUtf8.any())
            findings.at(
                            part.facts().invalidUtf8.firstPlace(),
                            charset.get().value().value())
                    .because(charset.get().span(), "the declaration");
        if (name.equals("us-ascii"))
            part.firstEightBit()
                    .ifPresent(place -> findings.at(place, charset.get().value().value())
                            .because(charset.get().span(), "the declaration"));
    }

    private static boolean isCharset(String name) {
        try {
            return Ascii.lower(name).startsWith("x-") || Charset.isSupported(name);
        } catch (IllegalCharsetNameException impossible) {
            return false;
        }
    }

    private static Rule.Check<Part> encoded(Function<BodyFacts, Occurrences> fact) {
        return (part, findings) -> report(fact.apply(part.facts()), findings);
    }

    private static void report(Occurrences occurrences, Findings findings) {
        if (occurrences.any()) findings.at(occurrences.firstPlace(), times(occurrences));
    }

    /** Nothing for one place, " (3 times)" for several: the finding marks the first. */
    private static String times(Occurrences occurrences) {
        return occurrences.total() == 1 ? "" : " (" + occurrences.total() + " times)";
    }

    private static String part(String charset, String encoding, String body) {
        return head(charset, encoding) + body + "\n";
    }

    private static String marked(String charset, String encoding, String body, String carets) {
        return head(charset, encoding) + body + "\n" + carets + "\n";
    }

    private static String head(String charset, String encoding) {
        return "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: alice@example.com\nMessage-ID: <1@client.example.com>\n"
                + "MIME-Version: 1.0\nContent-Type: text/plain; charset=" + charset + "\nContent-Transfer-Encoding: "
                + encoding + "\n" + (encoding.equals("utf8") ? "                           ^^^^\n" : "") + "\n";
    }
}
