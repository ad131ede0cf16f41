package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Evidence;

/** What a message gives away on its way: RFC 5321 §7.2 and §7.6. */
public final class DisclosureRules extends RuleFamily {
    private static final List<String> OLD =
            List.of("SSLV2", "SSLV3", "TLSV1.0", "TLSV1.1", "TLS1.0", "TLS1.1", "TLSV1", "TLS1");

    public DisclosureRules() {
        super("security");

        rule("bcc-visible")
                .severity(WARNING)
                .needs(Evidence.MESSAGE)
                .blames(MESSAGE)
                .rfc(5322, "3.6.3")
                .rfc(5321, "7.2")
                .says("A Bcc field with addresses in a message that is on its way")
                .because("Every recipient can read who got a blind copy.")
                .instead("Remove the field before sending.")
                .badMessage("""
                        Received: from client.example.com (client.example.com [198.51.100.7])
                         by mx.example.org with ESMTPS id 1; Sun, 22 Nov 2026 10:00:01 +0000
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x
                        Bcc: carol@example.net
                        ^^^

                        hello
                        """)
                .goodMessage("""
                        Received: from client.example.com (client.example.com [198.51.100.7])
                         by mx.example.org with ESMTPS id 1; Sun, 22 Nov 2026 10:00:01 +0000
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .fields(FieldName.BCC)
                .on(Message.class, DisclosureRules::blindCopy);

        rule("internal-host-disclosed")
                .severity(HINT)
                .needs(Evidence.MESSAGE)
                .blames(MESSAGE)
                .rfc(5321, "7.6")
                .says("A trace field names the private address %s")
                .because("It tells the world how the site's own network is laid out. Harmless for most; "
                        + "gateways can replace it.")
                .badMessage("""
                        Received: from pc.example.com (pc.example.com [192.168.1.7])
                                                                       ^^^^^^^^^^^
                         by mx.example.org with ESMTP id 1; Sun, 22 Nov 2026 10:00:01 +0000
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .goodMessage("""
                        Received: from client.example.com (client.example.com [198.51.100.7])
                         by mx.example.org with ESMTPS id 1; Sun, 22 Nov 2026 10:00:01 +0000
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .on(TraceSection.class, DisclosureRules::privateHop);

        rule("tls-version-deprecated")
                .severity(WARNING)
                .needs(Evidence.MESSAGE)
                .blames(MESSAGE)
                .rfc(8996)
                .rfc(8314)
                .says("This hop used %s")
                .because("Versions before TLS 1.2 are broken and must not be used; many hosts refuse them.")
                .badMessage("""
                        Received: from client.example.com (client.example.com [198.51.100.7])
                         (using TLSv1 with cipher AES256-SHA (256/256 bits))
                                ^^^^^
                         by mx.example.org with ESMTPS id 1; Sun, 22 Nov 2026 10:00:01 +0000
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .goodMessage("""
                        Received: from client.example.com (client.example.com [198.51.100.7])
                         by mx.example.org with ESMTPS id 1; Sun, 22 Nov 2026 10:00:01 +0000
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .where(Trait.TLS)
                .on(Received.class, DisclosureRules::oldTls);
    }

    private static void blindCopy(Message message, Findings findings) {
        boolean travelled = message.context() == Message.Context.TRANSFERRED
                || message.header().has(FieldName.RECEIVED);
        if (!travelled) return;
        for (HeaderField field : message.header().all(FieldName.BCC))
            if (field instanceof HeaderField.Addresses blind
                    && !blind.list().mailboxes().isEmpty())
                findings.at(field.name().span());
    }

    private static void privateHop(TraceSection trace, Findings findings) {
        Optional<Found> first = Optional.empty();
        for (Received hop : trace.hops()) {
            Optional<Text> inner = hop.address()
                    .filter(address -> IpAddress.parse(address.value())
                            .filter(IpAddress::isPrivate)
                            .isPresent());
            if (inner.isEmpty()
                    || inner.get().value().startsWith("127.")
                    || inner.get().is("::1")) continue;
            if (first.isPresent())
                first.get().followedBy(inner.get().span(), "and " + inner.get().value());
            else first = Optional.of(findings.at(inner.get().span(), inner.get().value()));
        }
    }

    private static void oldTls(Received hop, Findings findings) {
        hop.tls().ifPresent(tls -> {
            String name = tls.upper().replace("_", ".");
            for (String old : OLD)
                if (name.startsWith(old) && !startsNumber(name, old.length())) {
                    findings.at(tls.span(), tls.value());
                    return;
                }
        });
    }

    /** TLSv1 is old, TLSv1.2 is not. */
    private static boolean startsNumber(String name, int at) {
        return at + 1 < name.length() && name.charAt(at) == '.' && Ascii.isDigit(name.charAt(at + 1))
                || at < name.length() && Ascii.isDigit(name.charAt(at));
    }
}
