package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DeliveryReport;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.ReportedMessage;
import smtplint.analyzer.model.StatusReport;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Xtext;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Span;

/** A delivery status notification against the session that it tells of: RFC 3461 §5.2, §6. */
public final class ReportedMessageRules extends RuleFamily {
    /** The keyword of NOTIFY that asks for a report of an action. */
    private static final Map<String, String> ASKED = Map.of(
            "failed",
            "FAILURE",
            "delayed",
            "DELAY",
            "delivered",
            "SUCCESS",
            "relayed",
            "SUCCESS",
            "expanded",
            "SUCCESS");

    private static final String SUCCESS = "SUCCESS";

    private static final String QUIT = "C: QUIT\nS: 221 bye\n";

    public ReportedMessageRules() {
        super("dsn");

        rule("original-id-mismatch")
                .severity(WARNING)
                .needs(LINES)
                .blames(MESSAGE)
                .rfc(3461, "6.3")
                .says("The report names %s, and the session gave %s")
                .because(
                        "The value is that of ENVID or ORCPT with its xtext decoded: with another one, the sender can't"
                                + " find the message that the report is about.")
                .bad(submitted("ENVID=QQ+2B1", "")
                        + report("failed", "5.1.1", "QQ+2B1\n                         ^^^^^^", HEADERS))
                .good(submitted("ENVID=QQ+2B1", "") + report("failed", "5.1.1", "QQ+1", HEADERS))
                .on(ReportedMessage.class, ReportedMessageRules::identities);

        rule("outcome-contradicts-session")
                .severity(WARNING)
                .needs(LINES)
                .blames(MESSAGE)
                .rfc(3464, "2.3.3")
                .says("The report says %s of a recipient that was refused with %s")
                .because("Nothing was sent on for a recipient that was refused: the sender takes the message for"
                        + " delivered.")
                .bad(refused() + report("delivered\n           ^^^^^^^^^", "2.1.5", "QQ1", HEADERS))
                .good(refused() + report("failed", "5.1.1", "QQ1", HEADERS))
                .on(ReportedMessage.class, ReportedMessageRules::outcomes);

        rule("notify-disobeyed")
                .severity(WARNING)
                .needs(LINES)
                .blames(MESSAGE)
                .rfc(3461, "5.2.3")
                .rfc(3461, "5.2.5")
                .rfc(3461, "5.2.6")
                .says("A report with the action %s about a recipient with NOTIFY=%s")
                .because("The sender had asked for none of that kind: it MUST NOT be issued.")
                .bad(submitted("ENVID=QQ1", " NOTIFY=NEVER")
                        + report("failed\n           ^^^^^^", "5.1.1", "QQ1", HEADERS))
                .good(submitted("ENVID=QQ1", " NOTIFY=SUCCESS,FAILURE") + report("failed", "5.1.1", "QQ1", HEADERS))
                .on(ReportedMessage.class, ReportedMessageRules::unasked);

        rule("ret-disobeyed")
                .severity(INFO)
                .needs(LINES)
                .blames(MESSAGE)
                .rfc(3461, "4.3")
                .says("The report returns the whole message, and the session had RET=HDRS")
                .because("The sender asked for the header section alone: what is returned once more may be large or"
                        + " confidential.")
                .bad(submitted("ENVID=QQ1 RET=HDRS", "") + report("failed", "5.1.1", "QQ1", """
                        C: Content-Type: message/rfc822
                                         ^^^^^^^^^^^^^^
                        C:
                        C: Message-ID: <1@client.example.com>
                        C:
                        C: Hello.
                        """))
                .good(submitted("ENVID=QQ1 RET=HDRS", "") + report("failed", "5.1.1", "QQ1", HEADERS))
                .on(ReportedMessage.class, ReportedMessageRules::wholeMessage);
    }

    private static void identities(ReportedMessage reported, Findings findings) {
        reported.report().envelopeId().ifPresent(field -> compare(field, field.unfolded(), reported, findings));
        for (StatusReport.Group group : reported.report().recipients()) {
            String original = DeliveryReport.address(group, "Original-Recipient");
            String last = DeliveryReport.address(group, "Final-Recipient");
            if (original.isEmpty() || last.isEmpty()) continue;
            Optional<Text> given = Optional.empty();
            boolean same = false;
            for (Exchange recipient : reported.recipients()) {
                Optional<Text> value = ReportedMessage.parameter(recipient, "ORCPT");
                Optional<String> address = value.flatMap(ReportedMessageRules::originalRecipient);
                if (address.isEmpty() || !path(recipient).equalsIgnoreCase(last)) continue;
                same |= address.get().equalsIgnoreCase(original);
                given = value;
            }
            if (given.isPresent() && !same)
                findings.at(group.first("Original-Recipient").get().bodySpan(), original, "ORCPT=" + given.get())
                        .because(given.get().span(), "given here");
        }
    }

    /** The identifier is case-sensitive (RFC 3464 §2.2.1). */
    private static void compare(HeaderField.Lines field, String id, ReportedMessage reported, Findings findings) {
        Optional<Text> given = Optional.empty();
        for (Exchange mail : reported.mails()) {
            Optional<Text> value = ReportedMessage.parameter(mail, "ENVID");
            Optional<String> decoded = value.flatMap(text -> Xtext.decoded(text.value()));
            if (decoded.isEmpty()) continue;
            if (decoded.get().strip().equals(id)) return;
            given = value;
        }
        if (given.isPresent())
            findings.at(field.bodySpan(), id, "ENVID=" + given.get())
                    .because(given.get().span(), "given here");
    }

    private static Optional<String> originalRecipient(Text value) {
        String type = "rfc822;";
        return value.startsWith(type) ? Xtext.decoded(value.value().substring(type.length())) : Optional.empty();
    }

    /** What was said last of a recipient counts: the client may have tried again. */
    private static void outcomes(ReportedMessage reported, Findings findings) {
        for (StatusReport.Group group : reported.report().recipients()) {
            Optional<HeaderField.Lines> action = group.first("Action");
            if (action.isEmpty() || !SUCCESS.equals(ASKED.get(word(action.get())))) continue;
            List<Exchange> tries = about(group, reported);
            if (tries.isEmpty()) continue;
            Exchange last = tries.get(tries.size() - 1);
            if (last.tainted() || last.replies().size() != 1 || last.code() / 100 != 5) continue;
            findings.at(action.get().bodySpan(), word(action.get()), last.code())
                    .because(last.replies().get(0).span(), "refused here");
        }
    }

    private static void unasked(ReportedMessage reported, Findings findings) {
        for (StatusReport.Group group : reported.report().recipients()) {
            Optional<HeaderField.Lines> action = group.first("Action");
            String keyword = action.map(a -> ASKED.get(word(a))).orElse(null);
            if (keyword == null) continue;
            Optional<Text> refused = Optional.empty();
            boolean asked = false;
            for (Exchange recipient : about(group, reported)) {
                Optional<Text> notify = ReportedMessage.parameter(recipient, "NOTIFY");
                asked |= notify.isEmpty()
                        || List.of(notify.get().upper().split(",")).contains(keyword);
                refused = notify;
            }
            if (refused.isPresent() && !asked)
                findings.at(action.get().bodySpan(), word(action.get()), refused.get())
                        .because(refused.get().span(), "asked for here");
        }
    }

    private static void wholeMessage(ReportedMessage reported, Findings findings) {
        Optional<Part> returned = reported.report().returned();
        if (returned.isEmpty()
                || returned.get().message().isEmpty()
                || reported.mails().isEmpty()) return;
        Part body = returned.get().message().get().body();
        if (body.multipart().map(m -> m.parts().isEmpty()).orElse(body.facts().octets <= EMPTY_LINES)) return;
        Optional<Span> asked = Optional.empty();
        for (Exchange mail : reported.mails()) {
            Optional<Text> value = ReportedMessage.parameter(mail, "RET");
            if (value.isEmpty() || !value.get().is("HDRS")) return;
            asked = value.map(Text::span);
        }
        Span place = returned.get()
                .contentType()
                .map(HeaderField.MediaType::typeSpan)
                .orElse(returned.get().span());
        findings.at(place).because(asked.orElseThrow(), "asked for here");
    }

    /** A header section may be returned as a message that ends in some empty lines. */
    private static final int EMPTY_LINES = 4;

    /** The RCPT commands of the recipient that a group is about, by its address then or in the end. */
    private static List<Exchange> about(StatusReport.Group group, ReportedMessage reported) {
        String original = DeliveryReport.address(group, "Original-Recipient");
        String last = DeliveryReport.address(group, "Final-Recipient");
        List<Exchange> found = new ArrayList<>(1);
        for (Exchange recipient : reported.recipients()) {
            String path = path(recipient);
            if (!path.isEmpty() && (path.equalsIgnoreCase(last) || path.equalsIgnoreCase(original)))
                found.add(recipient);
        }
        return found;
    }

    private static String path(Exchange recipient) {
        return recipient.command().orElse(null) instanceof Command.Rcpt rcpt
                        && rcpt.forwardPath() instanceof MailPath.Path path
                ? path.mailbox().address()
                : "";
    }

    private static String word(HeaderField.Lines field) {
        String body = field.unfolded();
        int end = 0;
        while (end < body.length() && body.charAt(end) > ' ' && body.charAt(end) != '(') end++;
        return Ascii.lower(body.substring(0, end));
    }

    private static final String HEADERS = """
            C: Content-Type: text/rfc822-headers
            C:
            C: Message-ID: <1@client.example.com>
            """;
    private static final String HELLO = """
            S: 220 mx.example.net ESMTP
            C: EHLO mail.example.com
            S: 250-mx.example.net
            S: 250 DSN
            """;
    private static final String CONTENT = """
            C: DATA
            S: 354 go ahead
            C: Date: Sun, 22 Nov 2026 10:00:00 +0000
            C: From: alice@example.com
            C: To: bob@example.net
            C: Message-ID: <1@client.example.com>
            C:
            C: Hello.
            C: .
            S: 250 queued
            """;

    private static String submitted(String mail, String rcpt) {
        return "# session a\n" + HELLO + "C: MAIL FROM:<alice@example.com> " + mail + "\nS: 250 ok\n"
                + "C: RCPT TO:<bob@example.net>" + rcpt + "\nS: 250 ok\n" + CONTENT + QUIT;
    }

    /** Bob is refused, Carol is not. */
    private static String refused() {
        return "# session a\n" + HELLO + "C: MAIL FROM:<alice@example.com> ENVID=QQ1\nS: 250 ok\n"
                + "C: RCPT TO:<bob@example.net>\nS: 550 no such user\n"
                + "C: RCPT TO:<carol@example.net>\nS: 250 ok\n" + CONTENT + QUIT;
    }

    private static String report(String action, String status, String envelopeId, String returned) {
        return """
                # session b
                S: 220 mail.example.com ESMTP
                C: EHLO mx.example.net
                S: 250 mail.example.com
                C: MAIL FROM:<>
                S: 250 ok
                C: RCPT TO:<alice@example.com>
                S: 250 ok
                C: DATA
                S: 354 go ahead
                C: Date: Sun, 22 Nov 2026 10:05:00 +0000
                C: From: MAILER-DAEMON@mx.example.net
                C: To: alice@example.com
                C: Message-ID: <2@mx.example.net>
                C: Auto-Submitted: auto-replied
                C: MIME-Version: 1.0
                C: Content-Type: multipart/report; report-type=delivery-status; boundary=b
                C:
                C: --b
                C:
                C: Report.
                C: --b
                C: Content-Type: message/delivery-status
                C:
                C: Reporting-MTA: dns; mx.example.net
                C: Original-Envelope-Id:""" + " " + envelopeId + "\n" + """
                C:
                C: Final-Recipient: rfc822; bob@example.net
                C: Action:""" + " " + action + "\nC: Status: " + status + "\nC:\nC: --b\n"
                + returned
                + "C:\nC: --b--\nC: .\nS: 250 queued\n" + QUIT;
    }
}
