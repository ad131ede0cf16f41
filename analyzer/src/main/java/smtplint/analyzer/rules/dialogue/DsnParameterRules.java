package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ROLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Xtext;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** The parameters with which a client asks for delivery status notifications: RFC 3461 §4. */
public final class DsnParameterRules extends RuleFamily {

    private static final Set<String> NOTIFY = Set.of("NEVER", "SUCCESS", "FAILURE", "DELAY");
    private static final int LONGEST_ENVID = 100;
    private static final int LONGEST_ORCPT = 500;

    public DsnParameterRules() {
        super("dsn");

        rule("notify-never-combined")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3461, "4.1")
                .says("NOTIFY=NEVER together with other keywords")
                .because("NEVER must stand alone: it asks for no notification at all. Servers answer 501.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> NOTIFY=NEVER,FAILURE
                                                            ^^^^^^^^^^^^^
                        S: 501 syntax
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> NOTIFY=never
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Command.Rcpt.class, (rcpt, findings) -> {
                    for (Parameter parameter : values(rcpt, "NOTIFY")) {
                        Text value = parameter.value().orElseThrow();
                        List<Text> keywords = elements(value);
                        if (keywords.size() > 1 && keywords.stream().anyMatch(k -> k.is("NEVER")))
                            findings.at(value.span());
                    }
                });

        rule("notify-keyword-unknown")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3461, "4.1")
                .says("\"%s\" in NOTIFY is none of NEVER, SUCCESS, FAILURE and DELAY")
                .because("The list has no other keywords, no blanks and no empty elements. Servers answer 501.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> NOTIFY=SUCCESS,ALWAYS
                                                                    ^^^^^^
                        S: 501 syntax
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> NOTIFY=SUCCESS,FAILURE,DELAY
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Command.Rcpt.class, (rcpt, findings) -> {
                    if (!rcpt.line().hidden())
                        for (Parameter parameter : rcpt.parameters())
                            if (parameter.is("NOTIFY") && parameter.value().isEmpty())
                                findings.at(parameter.span(), "");
                    for (Parameter parameter : values(rcpt, "NOTIFY"))
                        for (Text keyword : elements(parameter.value().orElseThrow()))
                            if (!NOTIFY.contains(keyword.upper())) findings.at(keyword.span(), keyword.value());
                });

        rule("ret-value-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3461, "4.3")
                .says("RET is neither FULL nor HDRS")
                .because("It says how much of the message a failure notification returns; servers answer 501 to "
                        + "anything else.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com> RET=HEADERS
                                                         ^^^^^^^^^^^
                        S: 501 syntax
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com> RET=hdrs
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Command.Mail.class, (mail, findings) -> {
                    for (Parameter parameter : mail.parameters()) {
                        boolean judged = parameter.is("RET")
                                && parameter.wellFormed()
                                && !mail.line().hidden();
                        String value = Ascii.upper(parameter.valueOrEmpty());
                        if (judged && !value.equals("FULL") && !value.equals("HDRS")) findings.at(parameter.span());
                    }
                });

        rule("envid-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3461, "4.4")
                .rfc(3461, "4")
                .says("ENVID %s")
                .because("The identifier returns in notifications, which hold printable ASCII only; it travels as "
                        + "xtext, where + stands before two upper-case hexadecimal digits.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com> ENVID=a+zz
                                                               ^^^^
                        S: 501 syntax
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com> ENVID=a+2Bb
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Command.Mail.class, (mail, findings) -> {
                    for (Parameter parameter : values(mail, "ENVID")) {
                        Text value = parameter.value().orElseThrow();
                        String fault = value.value().length() > LONGEST_ENVID
                                ? "has " + value.value().length() + " characters; the limit is " + LONGEST_ENVID
                                : xtextFault(value.value());
                        if (!fault.isEmpty()) findings.at(value.span(), fault);
                    }
                });

        rule("orcpt-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3461, "4.2")
                .rfc(6533, "3")
                .says("ORCPT %s")
                .because("It is the type of an address, a semicolon and the address in xtext: "
                        + "\"rfc822;bob+40example.org\" or \"rfc822;bob@example.org\". Servers answer 501.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> ORCPT=bob@example.org
                                                           ^^^^^^^^^^^^^^^
                        S: 501 syntax
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> ORCPT=rfc822;bob@example.org
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Command.Rcpt.class, (rcpt, findings) -> {
                    for (Parameter parameter : values(rcpt, "ORCPT")) {
                        Text value = parameter.value().orElseThrow();
                        String fault = orcptFault(value.value());
                        if (!fault.isEmpty()) findings.at(value.span(), fault);
                    }
                });

        rule("orcpt-differs-from-rcpt")
                .severity(HINT)
                .needs(LINES, ROLE)
                .blames(CLIENT)
                .rfc(3461, "4.2")
                .says("ORCPT names another address than RCPT in a message that is being submitted")
                .because("On first submission both name the same address; only a later hop that forwards the "
                        + "message has another recipient than the original one.")
                .bad("""
                        # port 587
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> ORCPT=rfc822;carol@example.org
                                                           ^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        """)
                .good("""
                        # port 587
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob+x@example.org> ORCPT=rfc822;bob+2Bx@example.org
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Session.class, DsnParameterRules::otherRecipient);
    }

    /** Well-formed parameters of that name that have a value. */
    private static List<Parameter> values(Command command, String keyword) {
        List<Parameter> found = new ArrayList<>(0);
        for (Parameter parameter : ParameterSyntaxRules.parameters(command))
            if (parameter.is(keyword)
                    && parameter.wellFormed()
                    && parameter.value().isPresent()) found.add(parameter);
        return found;
    }

    /** What stands between the commas, empty elements included. */
    private static List<Text> elements(Text list) {
        List<Text> elements = new ArrayList<>(3);
        String value = list.value();
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && value.charAt(i) != ',') continue;
            elements.add(new Text(value.substring(from, i), list.part(from, i)));
            from = i + 1;
        }
        return elements;
    }

    /** What is wrong with an xtext, "" for nothing; CR, LF and NUL are security/envelope-control-injection. */
    private static String xtextFault(String text) {
        Optional<String> decoded = Xtext.decoded(text);
        if (decoded.isEmpty()) return "is no xtext";
        boolean injects = decoded.get().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
        return injects || Xtext.isPrintable(decoded.get()) ? "" : "holds octets that are not printable ASCII";
    }

    private static String orcptFault(String value) {
        if (value.length() > LONGEST_ORCPT)
            return "has " + value.length() + " characters; the limit is " + LONGEST_ORCPT;
        int semicolon = value.indexOf(';');
        if (semicolon <= 0) return "names no type of address";
        for (int i = 0; i < semicolon; i++)
            if (value.charAt(i) > 127 || !Ascii.isAtext(value.charAt(i))) return "has a malformed type of address";
        if (semicolon == value.length() - 1) return "holds no address";
        // The address types for UTF-8 have encodings of their own (RFC 6533 §3).
        return Ascii.lower(value.substring(0, semicolon)).equals("utf-8")
                ? ""
                : xtextFault(value.substring(semicolon + 1));
    }

    private static void otherRecipient(Session session, Findings findings) {
        boolean submission = session.circumstances()
                .protocol()
                .filter(p -> p == Circumstances.Protocol.SUBMISSION)
                .isPresent();
        if (!submission) return;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.tainted() || !(exchange.command().orElse(null) instanceof Command.Rcpt rcpt)) continue;
            if (!(rcpt.forwardPath() instanceof MailPath.Path path)) continue;
            String address = path.mailbox().address();
            for (Parameter parameter : values(rcpt, "ORCPT")) {
                Text value = parameter.value().orElseThrow();
                String type = "rfc822;";
                if (!Ascii.lower(value.value()).startsWith(type)) continue;
                Optional<String> original = Xtext.decoded(value.value().substring(type.length()));
                if (original.isPresent() && !original.get().equalsIgnoreCase(address)) findings.at(value.span());
            }
        }
    }
}
