package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.ENVELOPE;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** The reverse-path, null or not, against the kind of message: RFC 5321 §4.5.5, RFC 3461 §6.1. */
public final class ReversePathRules extends RuleFamily {
    private static final Set<String> NOTIFICATIONS =
            Set.of("multipart/report", "message/delivery-status", "message/disposition-notification");

    public ReversePathRules() {
        super("envelope");

        rule("notification-with-sender")
                .severity(ERROR)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(3461, "6.1")
                .rfc(8098, "3")
                .rfc(5321, "4.5.5")
                .says("A %s notification sent with a reverse-path")
                .because("Notifications MUST be sent with the null reverse-path: otherwise one that can't be "
                        + "delivered causes another, and two hosts bounce to each other for ever.")
                .instead("Use MAIL FROM:<>.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<postmaster@example.com>
                                     ^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: postmaster@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C: MIME-Version: 1.0
                        C: Content-Type: multipart/report; report-type=delivery-status;
                        C:  boundary=b
                        C:
                        C: --b--
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: postmaster@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C: MIME-Version: 1.0
                        C: Content-Type: multipart/report; report-type=delivery-status;
                        C:  boundary=b
                        C:
                        C: --b--
                        C: .
                        S: 250 ok
                        """)
                .on(MailObject.class, ReversePathRules::notification);

        rule("null-sender-on-ordinary-mail")
                .severity(WARNING)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "4.5.5")
                .says("Null reverse-path, and the message is no notification")
                .because("Only notifications are sent with it; all other messages SHOULD have a reverse-path. "
                        + "Nobody learns when this one is lost, and filters take it for a forged bounce.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<>
                                     ^^
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .on(MailObject.class, ReversePathRules::ordinary);

        rule("null-sender-many-recipients")
                .severity(INFO)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "4.5.5")
                .says("Null reverse-path with %s recipients")
                .because("A notification goes to the reverse-path of one message, which is one mailbox; "
                        + "several recipients are the mark of spam.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<>
                                     ^^
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: RCPT TO:<carol@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C: Auto-Submitted: auto-replied
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .on(MailObject.class, (mail, findings) -> {
                    if (mail.reversePath() instanceof MailPath.NullPath
                            && mail.forwardPaths().size() > 1)
                        findings.at(
                                mail.reversePath().span(), mail.forwardPaths().size());
                });

        rule("dsn-request-for-null-sender")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3461, "6.1")
                .says("%s asks for notifications, and the reverse-path is null")
                .because("There is nobody to notify: with the null reverse-path RET MUST NOT be used, and "
                        + "NOTIFY only as NEVER.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<> RET=FULL
                                        ^^^^^^^^
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DSN
                        C: MAIL FROM:<>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org> NOTIFY=NEVER
                        S: 250 ok
                        """)
                .on(Transaction.class, ReversePathRules::dsnRequest);

        rule("rewriting-recognised")
                .severity(HINT)
                .needs(LINES)
                .blames(CLIENT)
                .says("The reverse-path was rewritten (%s)")
                .because("The address of the first sender is inside; a bounce finds its way back through the "
                        + "host that rewrote it.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<SRS0=abcd=ef=example.net=alice@example.com>
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .on(Command.Mail.class, ReversePathRules::rewritten);

        rule("auto-reply-to-null-or-list")
                .severity(WARNING)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "4.5.5")
                .rfc(3834)
                .says("An automatic reply sent to %s")
                .because("Automatic replies must not go to the addresses of robots and lists: they answer "
                        + "each other, or reach every member.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<>
                        S: 250 ok
                        C: RCPT TO:<owner-staff@example.org>
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C: Auto-Submitted: auto-replied
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .fields(FieldName.AUTO_SUBMITTED)
                .on(MailObject.class, ReversePathRules::autoReply);
    }

    private static Optional<HeaderField.MediaType> report(MailObject mail) {
        return mail.message().body().contentType().filter(type -> NOTIFICATIONS.contains(type.full()));
    }

    private static void notification(MailObject mail, Findings findings) {
        if (!(mail.reversePath() instanceof MailPath.Path)) return;
        String type = report(mail)
                .flatMap(t -> t.value("report-type"))
                .map(Ascii::lower)
                .orElse("");
        if (type.equals("delivery-status")) findings.at(mail.reversePath().span(), "delivery status");
        if (type.equals("disposition-notification"))
            findings.at(mail.reversePath().span(), "disposition");
    }

    private static void ordinary(MailObject mail, Findings findings) {
        if (!(mail.reversePath() instanceof MailPath.NullPath)) return;
        boolean automatic =
                mail.message().header().first(FieldName.AUTO_SUBMITTED).isPresent()
                        || mail.message().header().fields().stream()
                                .anyMatch(f -> f.name().is("X-Failed-Recipients")
                                        || f.name().is("Precedence"));
        boolean daemon = mail.message().header().mailboxes(FieldName.FROM).stream()
                .anyMatch(m -> isDaemon(m.localPart().value()));
        if (report(mail).isEmpty()
                && !automatic
                && !daemon
                && !mail.message().header().fields().isEmpty())
            findings.at(mail.reversePath().span());
    }

    private static boolean isDaemon(String localPart) {
        return localPart.equalsIgnoreCase("mailer-daemon") || localPart.equalsIgnoreCase("postmaster");
    }

    private static void dsnRequest(Transaction transaction, Findings findings) {
        if (!(transaction.reversePath() instanceof MailPath.NullPath)) return;
        Command.Mail mail = (Command.Mail) transaction.mail().command().orElseThrow();
        for (Parameter parameter : mail.parameters()) if (parameter.is("RET")) findings.at(parameter.span(), "RET");
        for (Exchange exchange : transaction.recipients()) {
            Command.Rcpt rcpt = (Command.Rcpt) exchange.command().orElseThrow();
            for (Parameter parameter : rcpt.parameters())
                if (parameter.is("NOTIFY") && !parameter.valueOrEmpty().equalsIgnoreCase("NEVER"))
                    findings.at(parameter.span(), "NOTIFY");
        }
    }

    private static void rewritten(Command.Mail mail, Findings findings) {
        if (!(mail.reversePath() instanceof MailPath.Path path)) return;
        String local = Ascii.upper(path.mailbox().localPart().value());
        String scheme = local.startsWith("SRS0") || local.startsWith("SRS1")
                ? "SRS"
                : local.startsWith("PRVS=") ? "BATV" : isVerp(local) ? "VERP" : "";
        if (!scheme.isEmpty()) findings.at(path.mailbox().span(), scheme);
    }

    /** name, "+" or "-", local-part "=" domain with a dot. */
    private static boolean isVerp(String local) {
        int equals = local.lastIndexOf('=');
        int mark = Math.max(local.lastIndexOf('+', equals), local.lastIndexOf('-', equals));
        return mark > 0 && equals > mark + 1 && local.indexOf('.', equals) > equals + 1;
    }

    private static void autoReply(MailObject mail, Findings findings) {
        boolean replied = mail.message()
                .header()
                .first(FieldName.AUTO_SUBMITTED)
                .filter(f -> Ascii.lower(f.body()).startsWith("auto-replied"))
                .isPresent();
        if (!replied) return;
        for (MailPath path : mail.forwardPaths()) {
            if (!(path instanceof MailPath.Path p)) continue;
            String local = Ascii.lower(p.mailbox().localPart().value());
            boolean robot = local.equals("mailer-daemon") || local.startsWith("owner-") || local.endsWith("-request");
            if (robot) findings.at(path.span(), p.mailbox().address());
        }
    }
}
