package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Span;

/** Multiparts and the fields that make them: RFC 2045 §4, RFC 2046 §5. */
public final class MimeStructureRules extends RuleFamily {
    private static final String BOUNDARY_CHARS = "'()+_,-./:=? ";

    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>
            MIME-Version: 1.0
            """;
    private static final String BODY = """

            --b
            Content-Type: text/plain

            Hello.
            --b--
            """;
    private static final String GOOD = HEAD + "Content-Type: multipart/mixed; boundary=b\n" + BODY;

    public MimeStructureRules() {
        super("mime");

        rule("version-missing")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "4")
                .says("%s stands in a message without MIME-Version")
                .because("Messages that use MIME MUST say so; without the field some programs show the raw body.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        Content-Type: text/plain; charset=utf-8
                        ^^^^^^^^^^^^

                        Hello.
                        """)
                .goodMessage(GOOD)
                .fields(FieldName.CONTENT_TYPE, FieldName.CONTENT_TRANSFER_ENCODING)
                .on(Message.class, MimeStructureRules::noVersion);

        rule("version-invalid")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "4")
                .says("The MIME version is \"%s\"")
                .because("The only version defined is 1.0; what another one means nobody knows.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        MIME-Version: 2.0
                                      ^^^
                        Content-Type: text/plain

                        Hello.
                        """)
                .goodMessage(GOOD)
                .on(HeaderField.MimeVersion.class, (field, findings) -> {
                    if (!field.version().equals("1.0")) findings.at(field.bodySpan(), field.version());
                });

        rule("content-type-malformed")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "5.1")
                .rfc(2045, "5.2")
                .says("%s can't be read: expected %s")
                .because("Programs fall back to text/plain and show what they should have taken apart.")
                .badMessage(HEAD + "Content-Type: text\n              ^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .fields(FieldName.CONTENT_TYPE)
                .where(Trait.MALFORMED)
                .on(HeaderField.MediaType.class, MimeStructureRules::malformed);

        rule("content-disposition-malformed")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2183, "2")
                .says("%s can't be read: expected %s")
                .because("Programs then guess whether to show the part, and under which name to save it.")
                .badMessage(HEAD
                        + "Content-Disposition: ; filename=a.txt\n                     ^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .fields(FieldName.CONTENT_DISPOSITION)
                .where(Trait.MALFORMED)
                .on(HeaderField.MediaType.class, MimeStructureRules::malformed);

        rule("content-type-parameter-unquoted")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "5.1")
                .says("The value of %s has characters that need quotes")
                .because("Without quotes the value ends at the first of them in some programs, and not in others.")
                .instead("Write the value in double quotes.")
                .badMessage(
                        HEAD
                                + "Content-Type: application/pdf; name=annual report.pdf\n                               ^^^^^^^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .on(
                        HeaderField.MediaType.class,
                        (field, findings) -> field.parameters().stream()
                                .filter(p -> !p.wellFormed() && !p.quoted())
                                .forEach(p -> findings.at(p.span(), p.name().value())));

        rule("content-type-parameter-duplicate")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2045, "5.1")
                .says("The parameter %s occurs a second time")
                .because("Programs differ in which one they take: a scanner may see another file than the reader.")
                .badMessage(
                        HEAD
                                + "Content-Type: text/plain; charset=utf-8; charset=us-ascii\n                                         ^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .on(HeaderField.MediaType.class, MimeStructureRules::repeatedParameter);

        rule("content-type-trailing-semicolon")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2045, "5.1")
                .says("%s ends with a \";\"")
                .because("The grammar has a parameter after each semicolon; nearly all programs take it.")
                .badMessage(HEAD + "Content-Type: text/plain;\n^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .on(HeaderField.MediaType.class, (field, findings) -> {
                    if (field.trailingSemicolon())
                        findings.at(field.name().span(), field.name().value());
                });

        rule("boundary-parameter-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("A multipart has no boundary parameter")
                .because("Nothing tells where its parts begin: the body can't be taken apart.")
                .badMessage(HEAD + "Content-Type: multipart/mixed\n              ^^^^^^^^^^^^^^^\n" + BODY)
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(Part.class, (part, findings) -> {
                    if (isMultipart(part)
                            && part.multipart().map(m -> m.boundary().isEmpty()).orElse(true))
                        findings.at(part.contentType().get().typeSpan());
                });

        rule("boundary-too-long")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("The boundary has %s characters, 70 are allowed")
                .because("Programs with a buffer of the allowed length cut it and find no parts.")
                .badMessage(
                        HEAD
                                + "Content-Type: multipart/mixed; boundary={b*71}\n                                        ^^^^^^\n\n--{b*71}\n\nHello.\n--{b*71}--\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(
                        Part.class,
                        (part, findings) -> boundary(part).ifPresent(boundary -> {
                            int length = boundary.value().value().length();
                            if (length > 70) findings.at(boundary.value().span(), length);
                        }));

        rule("boundary-invalid-char")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("The boundary has a character that boundaries may not have")
                .because("Letters, digits and '()+_,-./:=? are allowed, and space but not at the end.")
                .badMessage(
                        HEAD
                                + "Content-Type: multipart/mixed; boundary=\"a*b\"\n                                        ^^^^^\n\n--a*b\n\nHello.\n--a*b--\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(
                        Part.class,
                        (part, findings) -> boundary(part).ifPresent(boundary -> {
                            if (!isBoundary(boundary.value().value()))
                                findings.at(boundary.value().span());
                        }));

        rule("boundary-not-found")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("The boundary \"%s\" never occurs")
                .because("A multipart has at least one part; this body can't be taken apart.")
                .badMessage(HEAD + "Content-Type: multipart/mixed; boundary=c\n              ^^^^^^^^^^^^^^^\n" + BODY)
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(Part.class, (part, findings) -> {
                    if (isMultipart(part))
                        part.multipart()
                                .filter(m -> !m.boundary().isEmpty()
                                        && m.delimiters().isEmpty())
                                .ifPresent(m ->
                                        findings.at(part.contentType().get().typeSpan(), m.boundary()));
                });

        rule("closing-boundary-missing")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("The multipart with boundary \"%s\" is not closed")
                .because("The message was cut, or the program that made it forgot the last delimiter line.")
                .badMessage(HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(
                        Part.class,
                        (part, findings) -> part.multipart().ifPresent(m -> {
                            if (!m.closed() && !m.delimiters().isEmpty())
                                findings.at(m.delimiters().get(m.delimiters().size() - 1), m.boundary());
                        }));

        rule("boundary-prefix-collision")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "5.1.1")
                .says("The delimiter of an inner multipart begins with that of an outer one")
                .because(
                        "Programs that compare only the beginning take it for the outer delimiter and end the inner part.")
                .badMessage(
                        HEAD
                                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=bc\n\n--bc\n^^^^\n\nHello.\n--bc--\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(
                        Part.class,
                        (part, findings) -> part.multipart()
                                .flatMap(Part.Multipart::collision)
                                .ifPresent(findings::at));

        rule("composite-encoding-forbidden")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2045, "6.4")
                .says("%s has the transfer encoding %s")
                .because("Composite types may be 7bit, 8bit or binary only; encoded, their parts are not found.")
                .badMessage(HEAD
                        + "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n                           ^^^^^^\n"
                        + BODY)
                .goodMessage(GOOD)
                .on(Part.class, MimeStructureRules::encodedComposite);

        rule("message-partial")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "5.2.2")
                .rfc(2046, "5.2.3")
                .says("%s keeps its content elsewhere")
                .because("A fragment, or a body that is fetched from outside, passes scanners unseen.")
                .badMessage(
                        HEAD
                                + "Content-Type: message/partial; id=1; number=1; total=2\n              ^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .on(Part.class, (part, findings) -> {
                    boolean elsewhere =
                            part.type().equals("message/partial") || part.type().equals("message/external-body");
                    if (elsewhere && part.contentType().isPresent())
                        findings.at(part.contentType().get().typeSpan(), part.type());
                });
    }

    private static void noVersion(Message message, Findings findings) {
        boolean outer = message.context() != Message.Context.EMBEDDED;
        if (!outer || message.header().has(FieldName.MIME_VERSION)) return;
        message.header()
                .first(FieldName.CONTENT_TYPE)
                .or(() -> message.header().first(FieldName.CONTENT_TRANSFER_ENCODING))
                .ifPresent(
                        field -> findings.at(field.name().span(), field.name().value()));
    }

    private static void malformed(HeaderField.MediaType field, Findings findings) {
        field.problem()
                .ifPresent(p -> findings.at(field.bodySpan(), field.name().value(), p.expected()));
    }

    private static void repeatedParameter(HeaderField.MediaType field, Findings findings) {
        Map<String, HeaderField.MimeParameter> seen = new HashMap<>();
        for (HeaderField.MimeParameter parameter : field.parameters()) {
            String name = parameter.name().value();
            // Sections of a split value are told apart by another rule.
            HeaderField.MimeParameter earlier =
                    name.indexOf('*') > 0 ? null : seen.putIfAbsent(Ascii.lower(name), parameter);
            if (earlier != null) findings.at(parameter.span(), name).because(earlier.span(), "the first one");
        }
    }

    private static boolean isMultipart(Part part) {
        return part.isMultipart() && part.contentType().isPresent();
    }

    private static Optional<HeaderField.MimeParameter> boundary(Part part) {
        return part.contentType().filter(t -> part.isMultipart()).flatMap(t -> t.parameter("boundary"));
    }

    private static boolean isBoundary(String boundary) {
        for (int i = 0; i < boundary.length(); i++) {
            char c = boundary.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && BOUNDARY_CHARS.indexOf(c) < 0) return false;
        }
        return !boundary.endsWith(" ");
    }

    private static void encodedComposite(Part part, Findings findings) {
        boolean composite = part.isMultipart()
                || part.type().equals("message/rfc822")
                || part.type().equals("message/partial");
        boolean identity = switch (part.encoding()) {
            case "7bit", "8bit", "binary" -> true;
            default -> false;
        };
        if (!composite || identity || part.encodingField().isEmpty()) return;
        Span token = part.encodingField().get().token().span();
        findings.at(token, part.type(), part.encoding());
    }
}
