package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.LINES;

import java.text.Normalizer;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Idn;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Rfc2047;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Span;

/** Addresses and names above ASCII: RFC 5890, RFC 5891, RFC 6532, Unicode. */
public final class InternationalRules extends RuleFamily {
    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>
            """;
    private static final String START = """
            S: 220 mx.example.com ESMTP
            C: EHLO client.example.org
            S: 250-mx.example.com
            S: 250 SMTPUTF8
            """;

    public InternationalRules() {
        super("encoding");

        rule("idn-label-invalid")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5890)
                .rfc(5891)
                .says("The label \"%s\" is none of an internationalised domain name: %s")
                .because("No such name can be registered: mail to it can't be delivered, and programs show it in"
                        + " different ways.")
                .badMessage(from("alice@xn--999999999.example", "      ^^^^^^^^^^^^^"))
                .goodMessage(from("alice@xn--bcher-kva.example", ""))
                .on(
                        HeaderField.Addresses.class,
                        (field, findings) -> field.list().mailboxes().forEach(m -> labels(m.mailbox(), findings)));

        rule("idn-label-invalid-in-path")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(5890)
                .rfc(5891)
                .says("The label \"%s\" is none of an internationalised domain name: %s")
                .because("No such name can be registered: the mail can't be delivered, or not be returned.")
                .bad(START + "C: MAIL FROM:<alice@xn--999999999.example>\n                    ^^^^^^^^^^^^^\n"
                        + "S: 250 2.1.0 ok\n")
                .good(START + "C: MAIL FROM:<alice@xn--bcher-kva.example>\nS: 250 2.1.0 ok\n")
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, InternationalRules::labelsOfPath);

        rule("address-mixed-script")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "3.4")
                .says("\"%s\" mixes letters of %s in one word")
                .because("Letters of other scripts that look alike make one name pass for another: a Cyrillic a for a"
                        + " Latin one.")
                .badMessage(from("\"\u0420ay Example\" <alice@example.com>", "^^^^^^^^^^^^^"))
                .goodMessage(from("\"Ray Example\" <alice@example.com>", ""))
                .on(HeaderField.Addresses.class, InternationalRules::mixedScripts);

        rule("utf8-not-nfc")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(6532, "3.1")
                .says("The address is not in Unicode normal form C")
                .because("The same characters can be written in several ways; addresses are compared octet by octet.")
                .badMessage(from("cafe\u0301@example.com", "^^^^^^^^^^^^^^^^^^"))
                .goodMessage(from("caf\u00e9@example.com", ""))
                .where(Trait.EIGHT_BIT)
                .on(HeaderField.Addresses.class, (field, findings) -> {
                    for (AddressList.NamedMailbox named : field.list().mailboxes())
                        if (!Normalizer.isNormalized(named.mailbox().address(), Normalizer.Form.NFC))
                            findings.at(named.mailbox().span());
                });

        rule("message-global-expected")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(6532, "3.7")
                .says("The embedded message has header fields in raw UTF-8")
                .because("Such a message is message/global; as message/rfc822 it is read by programs that know ASCII"
                        + " only, and passes servers without SMTPUTF8.")
                .badMessage(embedded("message/rfc822", "              ^^^^^^^^^^^^^^"))
                .goodMessage(embedded("message/global", ""))
                .on(Part.class, InternationalRules::rawUtf8Inside);
    }

    private static void labels(Mailbox mailbox, Findings findings) {
        if (!(mailbox.host().orElse(null) instanceof Host.DomainName name) || !mayBeInternational(name.value())) return;
        int from = 0;
        for (String label : name.labels()) {
            String fault = label.isEmpty() ? "" : Idn.fault(label);
            if (!fault.isEmpty())
                findings.at(place(name.value(), name.span(), from, from + label.length()), label, fault);
            from += label.length() + 1;
        }
    }

    private static boolean mayBeInternational(String domain) {
        return Ascii.hasNonAscii(domain) || Ascii.lower(domain).contains("xn--");
    }

    private static Span place(String value, Span span, int from, int to) {
        return new Text(value, span).part(from, to);
    }

    private static void labelsOfPath(Command command, Findings findings) {
        if (command.line().hidden()) return;
        MailPath path = null;
        if (command instanceof Command.Mail mail && mail.keyword().isPresent()) path = mail.reversePath();
        if (command instanceof Command.Rcpt rcpt && rcpt.keyword().isPresent()) path = rcpt.forwardPath();
        if (path instanceof MailPath.Path known) labels(known.mailbox(), findings);
    }

    private static void mixedScripts(HeaderField.Addresses field, Findings findings) {
        for (AddressList.NamedMailbox named : field.list().mailboxes()) {
            Mailbox mailbox = named.mailbox();
            if (words(Rfc2047.decode(named.displayName()), named.displayNameSpan(), findings)) continue;
            if (words(mailbox.localPart().value(), mailbox.localPart().span(), findings)) continue;
            if (mailbox.host().orElse(null) instanceof Host.DomainName name && mayBeInternational(name.value()))
                for (String label : name.labels()) if (words(Idn.uLabel(label), name.span(), findings)) break;
        }
    }

    /** The first word of a text that mixes scripts; true when there was one. */
    private static boolean words(String text, Span place, Findings findings) {
        if (!Ascii.hasNonAscii(text)) return false;
        for (String word : text.split("[\\s.,;:/|()\\[\\]&+_\"'-]")) {
            String mixture = Idn.mixture(word);
            if (mixture.isEmpty()) continue;
            findings.at(place, word, mixture);
            return true;
        }
        return false;
    }

    private static void rawUtf8Inside(Part part, Findings findings) {
        if (!part.type().equals("message/rfc822")
                || part.message().isEmpty()
                || part.contentType().isEmpty()) return;
        for (HeaderField field : part.message().get().header().fields()) {
            HeaderField.Lines lines = field.lines();
            if (lines.eightBit().isEmpty() || lines.invalidUtf8().isPresent()) continue;
            findings.at(part.contentType().get().typeSpan())
                    .because(lines.eightBit().get(), "raw UTF-8");
            return;
        }
    }

    private static String from(String address, String carets) {
        return "From: " + address + "\n" + (carets.isEmpty() ? "" : "      " + carets + "\n") + HEAD + "\nHello.\n";
    }

    private static String embedded(String type, String carets) {
        return "From: alice@example.com\n" + HEAD
                + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: " + type + "\n"
                + (carets.isEmpty() ? "" : carets + "\n") + "\nSubject: Café\n\nHello.\n--b--\n";
    }
}
