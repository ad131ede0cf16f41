package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.EncodedWord;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** File names and other parameters of parts: RFC 2183, RFC 2231. */
public final class MimeParameterRules extends RuleFamily {
    private static final Set<String> DOCUMENTS = Set.of(
            "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "jpg", "jpeg", "png", "gif", "zip", "rtf");
    private static final Set<String> PROGRAMS = Set.of(
            "exe", "com", "scr", "pif", "bat", "cmd", "js", "jse", "vbs", "vbe", "wsf", "hta", "lnk", "msi", "ps1");

    public MimeParameterRules() {
        super("mime");

        rule("filename-encoded-word")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .rfc(2231, "4")
                .says("An encoded-word stands in a parameter")
                .because("It MUST NOT: some programs decode it nevertheless, others save the file under this name.")
                .instead("Write filename*=utf-8''caf%C3%A9.txt.")
                .badMessage(
                        disposition("filename=\"=?utf-8?Q?caf=C3=A9.txt?=\"", "          ^^^^^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(disposition("filename*=utf-8''caf%C3%A9.txt", ""))
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.MediaType.class, (field, findings) -> {
                    for (EncodedWord word : field.lines().encodedWords())
                        if (word.place() == EncodedWord.Place.PARAMETER && word.terminated()) findings.at(word.span());
                });

        rule("parameter-2231-malformed")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2231, "3")
                .rfc(2231, "4")
                .rfc(2231, "4.1")
                .says("This part of a split or encoded parameter can't be used: %s")
                .because("Programs then drop the name, cut it, or put it together in different ways.")
                .badMessage(disposition("filename*0=minutes; filename*2=.txt", "                    ^^^^^^^^^^^^^^^"))
                .goodMessage(disposition("filename*0=minutes; filename*1=.txt", ""))
                .on(
                        HeaderField.MediaType.class,
                        (field, findings) ->
                                field.extensionFaults().forEach(fault -> findings.at(fault.span(), fault.words())));

        rule("filename-unsafe")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2183, "2.3")
                .rfc(2183, "5")
                .says("The file name %s")
                .because(
                        "A program that saves the part under this name may write where it must not, or show a name that"
                                + " deceives.")
                .badMessage(disposition("filename=\"../../.profile\"", "         ^^^^^^^^^^^^^^^^"))
                .goodMessage(disposition("filename=\"profile.txt\"", ""))
                .on(HeaderField.MediaType.class, MimeParameterRules::unsafeName);

        rule("filename-name-disagree")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(2183, "2.3")
                .says("Content-Disposition calls the file %s, Content-Type %s")
                .because("Programs differ in which name they take: a scanner may see another type than the reader.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        MIME-Version: 1.0
                        Content-Type: text/plain; name=minutes.txt
                        Content-Disposition: attachment; filename=minutes.js
                                                         ^^^^^^^^^^^^^^^^^^^

                        Hello.
                        """)
                .goodMessage(disposition("filename=minutes.txt", ""))
                .on(Part.class, MimeParameterRules::otherName);

        rule("charset-unsuitable-for-text")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2046, "4.1.1")
                .rfc(2046, "4.1.2")
                .says("A text part in %s")
                .because("Lines of text end in the octets CR and LF, which this charset writes in another way.")
                .badMessage(type("text/plain; charset=utf-16", "                    ^^^^^^"))
                .goodMessage(type("text/plain; charset=utf-8", ""))
                .where(Trait.TEXT)
                .on(Part.class, (part, findings) -> {
                    part.contentType().flatMap(t -> t.parameter("charset")).ifPresent(charset -> {
                        String name = Ascii.lower(charset.value().value());
                        if (name.startsWith("utf-16") || name.startsWith("utf-32"))
                            findings.at(charset.value().span(), charset.value().value());
                    });
                });
    }

    private static void unsafeName(HeaderField.MediaType field, Findings findings) {
        for (String parameter : new String[] {"filename", "name"}) {
            Optional<String> name = field.value(parameter);
            if (name.isEmpty() || name.get().startsWith("=?")) continue;
            String danger = danger(name.get());
            if (!danger.isEmpty())
                findings.at(field.anyForm(parameter).orElseThrow().value().span(), danger);
        }
    }

    private static String danger(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\') return "holds a path";
            boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
            if (turns) return String.format(Locale.ROOT, "holds U+%04X, which turns the direction of writing", (int) c);
        }
        if (name.length() > 1 && name.charAt(1) == ':') return "names a drive";
        int dot = name.lastIndexOf('.');
        if (name.endsWith(".") || name.endsWith(" ")) return "ends in a character that some systems drop";
        if (dot <= 0) return "";
        int before = name.lastIndexOf('.', dot - 1);
        boolean disguised = before > 0
                && DOCUMENTS.contains(
                        Ascii.lower(name.substring(before + 1, dot)).strip())
                && PROGRAMS.contains(Ascii.lower(name.substring(dot + 1)));
        return disguised ? "makes a program look like a document" : "";
    }

    private static void otherName(Part part, Findings findings) {
        Optional<String> filename = part.disposition().flatMap(d -> d.value("filename"));
        Optional<String> name = part.contentType().flatMap(t -> t.value("name"));
        if (filename.isEmpty() || name.isEmpty() || filename.equals(name)) return;
        if (!danger(filename.get()).isEmpty()) return;
        // An encoded-word in one of them has its own rule, and may stand for the same name.
        boolean encoded = filename.get().contains("=?") || name.get().contains("=?");
        boolean ascii = !Ascii.hasNonAscii(filename.get() + name.get());
        if (!encoded && ascii)
            findings.at(
                    part.disposition()
                            .flatMap(d -> d.anyForm("filename"))
                            .orElseThrow()
                            .span(),
                    filename.get(),
                    name.get());
    }

    private static String disposition(String parameters, String carets) {
        return type("text/plain", "")
                .replace(
                        "\n\nHello",
                        "\nContent-Disposition: attachment; " + parameters
                                + (carets.isEmpty() ? "" : "\n                                 " + carets)
                                + "\n\nHello");
    }

    private static String type(String type, String carets) {
        return "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: alice@example.com\nMessage-ID: <1@client.example.com>\n"
                + "MIME-Version: 1.0\nContent-Type: " + type
                + (carets.isEmpty() ? "" : "\n              " + carets) + "\n\nHello.\n";
    }
}
