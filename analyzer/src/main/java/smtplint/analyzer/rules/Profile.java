package smtplint.analyzer.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import smtplint.analyzer.model.Ascii;

/**
 * A table of rule or category to severity or off, nothing else. A line "warning = error" speaks of all rules of that
 * severity; later lines outweigh earlier ones.
 */
public enum Profile {
    /** The severities that the rules declare. */
    RFC(""),

    /** For those who test mail software: what breaks a SHOULD fails too. */
    STRICT("""
            warning = error
            """),

    /** What widely used software does and understands is worth knowing, not more. */
    INTEROP("""
            hint = off
            command-syntax/path-brackets-missing = info
            command-syntax/space-around-path-colon = info
            command-syntax/ehlo-argument-not-fqdn = info
            command-syntax/ehlo-argument-underscore = info
            command-syntax/helo-instead-of-ehlo = off
            command-order/quit-missing = info
            enhanced-status/enhanced-missing = info
            reply/out-of-order-reply-not-503 = info
            header-syntax/message-id-missing = info
            header-syntax/destination-field-repeated = info
            mime/version-missing = info
            mime/base64-line-too-long = info
            """),

    /** A mail client and its submission server (RFC 6409): the server completes messages, passwords need TLS. */
    SUBMISSION("""
            command-syntax/ehlo-argument-not-fqdn = hint
            command-syntax/ehlo-argument-localhost = info
            header-syntax/message-id-missing = hint
            header-syntax/date-missing = warning
            security/plaintext-auth-without-tls = error
            security/auth-offered-in-cleartext = error
            """),

    /** Local delivery (RFC 2033): names and encryption of a channel that leaves no host say little. */
    LMTP("""
            command-syntax/ehlo-argument-not-fqdn = off
            command-syntax/ehlo-argument-localhost = off
            security/starttls-offered-not-used = off
            received/absent = off
            """),

    /** What makes filters and readers mistrust a message weighs more. */
    DELIVERABILITY("""
            header/recipients-missing = warning
            header/subject-missing = warning
            header/date-in-past = warning
            header-syntax/header-value-raw-8bit = warning
            header-syntax/message-id-weak-right-side = warning
            header-syntax/date-zone-named = warning
            mime/html-without-text = warning
            received/helo-ip-contradicts-peer = warning
            """);

    private final String table;

    Profile(String table) {
        this.table = table;
    }

    /** "rfc", as options write it. */
    public String word() {
        return Ascii.lower(name());
    }

    public static Optional<Profile> of(String word) {
        return Stream.of(values()).filter(p -> p.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Stream.of(values()).map(Profile::word).toList();
    }

    /** Rule id to severity, or to nothing where the rule is off; rules that keep their own severity are left out. */
    public Map<String, Optional<Severity>> severities() {
        Map<String, Optional<Severity>> severities = new HashMap<>();
        table.lines().forEach(line -> {
            String[] entry = line.split(" = ");
            Optional<Severity> severity = Severity.of(entry[1]);
            for (Rule rule : RuleCatalog.rules()) if (speaksOf(entry[0], rule)) severities.put(rule.id(), severity);
        });
        return severities;
    }

    /** The names in the table, for the test that each of them exists. */
    List<String> names() {
        return table.lines().map(line -> line.split(" = ")[0]).toList();
    }

    private static boolean speaksOf(String name, Rule rule) {
        return rule.id().equals(name)
                || rule.category().equals(name)
                || rule.severity().word().equals(name);
    }
}
