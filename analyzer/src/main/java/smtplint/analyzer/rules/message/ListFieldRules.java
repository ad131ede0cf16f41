package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.SourceText;

/** Fields of mailing lists, automatic senders and requests: RFC 2369, RFC 2919, RFC 8058, RFC 3834, RFC 8098. */
public final class ListFieldRules extends RuleFamily {
    private static final Set<String> LIST_FIELDS = Set.of(
            "list-id", "list-help", "list-unsubscribe", "list-subscribe", "list-post", "list-owner", "list-archive");
    private static final Set<String> AUTOMATIC = Set.of("no", "auto-generated", "auto-replied", "auto-notified");

    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>
            """;
    private static final String ONE_CLICK =
            "List-Unsubscribe: <https://example.com/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n";

    public ListFieldRules() {
        super("header");

        rule("list-unsubscribe-malformed")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2369, "2")
                .says("%s holds no URL in angle brackets")
                .because("Programs SHOULD ignore the field then: there is no button to leave the list.")
                .badMessage(message("List-Unsubscribe: https://example.com/u\n                  ^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(message("List-Unsubscribe: <https://example.com/u>"))
                .where(Trait.LIST_FIELD)
                .on(HeaderField.Unstructured.class, (field, findings) -> {
                    if (!LIST_FIELDS.contains(name(field)) || field.name().is("List-Id")) return;
                    String body = withoutLeadingComment(field.body());
                    if (!field.lines().isBlank() && !word(body).equalsIgnoreCase("NO") && !isUrlList(body))
                        findings.at(field.bodySpan(), field.name().value());
                });

        rule("list-unsubscribe-post-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(8058)
                .says("This asks for no one-click unsubscription: %s")
                .because(
                        "The value is fixed, and the URL to post to is the https one of List-Unsubscribe; large receivers"
                                + " count messages without as bulk that can't be left.")
                .badMessage(message("List-Unsubscribe: <https://example.com/u>\nList-Unsubscribe-Post: One-Click\n"
                        + "                       ^^^^^^^^^"))
                .goodMessage(HEAD + ONE_CLICK + "\nHello.\n")
                .where(Trait.LIST_FIELD)
                .on(HeaderSection.class, ListFieldRules::oneClick);

        rule("list-unsubscribe-post-unsigned")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(8058)
                .says("No signature covers %s")
                .because("Receivers offer the button only where a DKIM signature covers both fields: anyone on the way"
                        + " could have put them there.")
                .badMessage("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from:to; bh=YWJj; b=YWJj\n" + HEAD
                        + ONE_CLICK + "^^^^^^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s;\n"
                        + " h=from:to:list-unsubscribe:list-unsubscribe-post; bh=YWJj; b=YWJj\n" + HEAD + ONE_CLICK
                        + "\nHello.\n")
                .fields(FieldName.DKIM_SIGNATURE)
                .where(Trait.LIST_FIELD)
                .on(HeaderSection.class, ListFieldRules::unsigned);

        rule("list-header-duplicated")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2369, "3")
                .rfc(2919, "3")
                .says("%s occurs a second time, the field may stand only once")
                .because("There MUST be no more than one of each: programs differ in which one they take.")
                .badMessage(message("List-Id: <a.example.com>\nList-Id: <b.example.com>\n^^^^^^^"))
                .goodMessage(message("List-Id: <a.example.com>"))
                .where(Trait.LIST_FIELD)
                .on(HeaderSection.class, (header, findings) -> {
                    Map<String, HeaderField> seen = new HashMap<>();
                    for (HeaderField field : header.fields()) {
                        if (!field.name().startsWith("List-") || !LIST_FIELDS.contains(name(field))) continue;
                        HeaderField first = seen.putIfAbsent(name(field), field);
                        if (first != null)
                            findings.at(field.name().span(), field.name().value())
                                    .because(first.name().span(), "the first one");
                    }
                });

        rule("list-id-malformed")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2919, "2")
                .rfc(2919, "3")
                .says("List-Id holds no list identifier in angle brackets")
                .because("Programs sort by it: it is a label and a domain, <minutes.example.com>.")
                .badMessage(message("List-Id: Minutes of the board\n         ^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(message("List-Id: Minutes of the board <minutes.example.com>"))
                .fields(FieldName.LIST_ID)
                .on(HeaderField.Unstructured.class, (field, findings) -> {
                    if (!isListId(field.body())) findings.at(field.bodySpan());
                });

        rule("auto-submitted-invalid")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(3834)
                .says("\"%s\" is no keyword of Auto-Submitted")
                .because("Responders look for no, auto-generated or auto-replied: they may answer this message.")
                .badMessage(message("Auto-Submitted: yes\n                ^^^"))
                .goodMessage(message("Auto-Submitted: auto-generated"))
                .fields(FieldName.AUTO_SUBMITTED)
                .on(HeaderField.Unstructured.class, (field, findings) -> {
                    String keyword = Ascii.lower(word(field.body()));
                    if (!AUTOMATIC.contains(keyword)) findings.at(field.bodySpan(), word(field.body()));
                });

        rule("mdn-request-mismatch")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(8098, "2.1")
                .says("Disposition-Notification-To %s")
                .because("Readers then ask the user, or send no notification.")
                .badMessage("Return-Path: <alice@example.com>\n"
                        + message("Disposition-Notification-To: carol@example.org\n^^^^^^^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage("Return-Path: <alice@example.com>\n"
                        + message("Disposition-Notification-To: alice@example.com"))
                .fields(FieldName.DISPOSITION_NOTIFICATION_TO)
                .on(HeaderSection.class, ListFieldRules::otherReturnPath);

        rule("return-receipt-to-used")
                .severity(HINT)
                .blames(MESSAGE)
                .says("%s is no standard field")
                .because(
                        "Most programs ignore it; delivery reports are asked for in the envelope, disposition reports with"
                                + " Disposition-Notification-To.")
                .badMessage(message("Return-Receipt-To: alice@example.com\n^^^^^^^^^^^^^^^^^"))
                .goodMessage(message("Disposition-Notification-To: alice@example.com"))
                .fields(FieldName.OTHER)
                .on(HeaderField.Unstructured.class, (field, findings) -> {
                    if (field.name().is("Return-Receipt-To") || field.name().is("X-Confirm-Reading-To"))
                        findings.at(field.name().span(), field.name().value());
                });

        rule("tls-required-invalid")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(8689, "3")
                .says("TLS-Required has the value \"%s\", it takes No only")
                .because(
                        "The field asks to ignore TLS policies; REQUIRETLS, which asks for TLS, is a parameter of MAIL.")
                .badMessage(message("TLS-Required: Yes\n              ^^^"))
                .goodMessage(message("TLS-Required: No"))
                .fields(FieldName.OTHER)
                .on(HeaderField.Unstructured.class, (field, findings) -> {
                    if (field.name().is("TLS-Required") && !word(field.body()).equalsIgnoreCase("No"))
                        findings.at(field.bodySpan(), field.body());
                });

        rule("template-placeholder-left")
                .severity(INFO)
                .blames(MESSAGE)
                .says("A placeholder of a template was not filled in")
                .because("The program that sends the message lacked the value; the recipient sees the raw template.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.net
                        Subject: Hello {{ first_name }}
                                 ^^^^^^^^^^^^^^^^^^^^^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(HEAD + "\nHello.\n")
                .fields(FieldName.SUBJECT, FieldName.FROM, FieldName.TO)
                .on(HeaderField.class, placeholders());
    }

    private static Rule.Check<HeaderField> placeholders() {
        return (field, findings) -> {
            SourceText text = field.lines().text();
            if (text.indexOf('{', text.start()) < 0) return;
            String body = field.body();
            int open = body.indexOf("{{");
            if (open >= 0 && body.indexOf("}}", open) > open + 2) findings.at(field.bodySpan());
        };
    }

    private static void oneClick(HeaderSection header, Findings findings) {
        Optional<HeaderField> post = Optional.empty();
        for (HeaderField field : header.fields())
            if (post.isEmpty() && field.name().is("List-Unsubscribe-Post")) post = Optional.of(field);
        if (post.isEmpty()) return;
        // A field that holds no URL at all has its own rule.
        boolean https = header.all(FieldName.LIST_UNSUBSCRIBE).stream()
                .anyMatch(
                        f -> Ascii.lower(f.body()).contains("<https:") || !isUrlList(withoutLeadingComment(f.body())));
        if (!post.get().body().equals("List-Unsubscribe=One-Click"))
            findings.at(post.get().bodySpan(), "the value is not List-Unsubscribe=One-Click");
        else if (!https) findings.at(post.get().name().span(), "List-Unsubscribe holds no https URL");
    }

    /** A message without a signature may get one further on. */
    private static void unsigned(HeaderSection header, Findings findings) {
        Optional<HeaderField> post = header.fields().stream()
                .filter(f -> f.name().is("List-Unsubscribe-Post"))
                .findFirst();
        if (post.isEmpty()) return;
        for (HeaderField signature : header.all(FieldName.DKIM_SIGNATURE)) {
            List<String> signed = signedFields(signature.body());
            if (signed.isEmpty() || signed.contains("list-unsubscribe") && signed.contains("list-unsubscribe-post"))
                return;
        }
        findings.at(post.get().name().span(), "List-Unsubscribe and List-Unsubscribe-Post");
    }

    /** The names in the tag h of a signature (RFC 6376 §3.5), in lower case. */
    private static List<String> signedFields(String signature) {
        for (String tag : signature.split(";")) {
            int equals = tag.indexOf('=');
            if (equals < 0 || !tag.substring(0, equals).strip().equals("h")) continue;
            return java.util.Arrays.stream(tag.substring(equals + 1).split(":"))
                    .map(name -> Ascii.lower(name.strip()))
                    .toList();
        }
        return List.of();
    }

    private static void otherReturnPath(HeaderSection header, Findings findings) {
        List<HeaderField> requests = header.all(FieldName.DISPOSITION_NOTIFICATION_TO);
        if (!(requests.get(0) instanceof HeaderField.Addresses request)) return;
        if (requests.size() > 1) {
            findings.at(requests.get(1).name().span(), "occurs a second time");
            return;
        }
        Optional<HeaderField> returnPath = header.first(FieldName.RETURN_PATH);
        if (returnPath.isEmpty() || returnPath.get().lines().isBlank()) return;
        String path = Ascii.lower(returnPath.get().body());
        boolean same = request.list().mailboxes().stream()
                .allMatch(m -> path.contains(Ascii.lower(m.mailbox().address())));
        if (!same) findings.at(request.name().span(), "names another mailbox than Return-Path");
    }

    private static boolean isUrlList(String body) {
        int close = body.indexOf('>');
        return body.startsWith("<") && close > 1 && body.substring(0, close).indexOf(':') > 0;
    }

    private static boolean isListId(String body) {
        int open = body.lastIndexOf('<');
        int close = body.indexOf('>', Math.max(open, 0));
        if (open < 0 || close < open) return false;
        int dot = body.substring(open, close).indexOf('.');
        return dot > 1 && body.substring(open, close).indexOf(' ') < 0;
    }

    private static String withoutLeadingComment(String body) {
        int close = body.startsWith("(") ? body.indexOf(')') : -1;
        return body.substring(close + 1).strip();
    }

    /** The first word, without parameters and comments. */
    private static String word(String body) {
        int end = 0;
        while (end < body.length() && body.charAt(end) > ' ' && body.charAt(end) != ';' && body.charAt(end) != '(')
            end++;
        return body.substring(0, end);
    }

    private static String name(HeaderField field) {
        return Ascii.lower(field.name().value());
    }

    private static String message(String fields) {
        return HEAD + fields + "\n\nHello.\n";
    }
}
