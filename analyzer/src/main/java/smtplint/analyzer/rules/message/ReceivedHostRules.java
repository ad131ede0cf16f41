package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;

import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What Received fields tell about the hosts that handled the message: RFC 5321 §4.4. */
public final class ReceivedHostRules extends RuleFamily {
    private static final String REST = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>

            Hello.
            """;
    private static final String GOOD = """
            Return-Path: <alice@example.com>
            Received: from mail.example.com (mail.example.com [192.0.2.1])
             (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
             by mx.example.net with ESMTPS id 1A; Sun, 22 Nov 2026 10:00:05 +0000
            """ + REST;

    public ReceivedHostRules() {
        super("received");

        rule("tls-version-weak")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(8996)
                .says("This hop used %s")
                .because("SSL and the TLS versions before 1.2 are deprecated: they can be broken on the way.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.1])
                         (using TLSv1 with cipher ECDHE-RSA-AES256-SHA (256/256 bits))
                                ^^^^^
                         by mx.example.net with ESMTPS id 1A; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.TLS)
                .on(
                        Received.class,
                        (hop, findings) -> hop.tls()
                                .filter(tls -> isWeak(Ascii.upper(tls.value())))
                                .ifPresent(tls -> findings.at(tls.span(), tls.value())));

        rule("helo-vs-rdns")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5321, "4.1.4")
                .says("The client called itself %s, its address belongs to %s")
                .because("Filters count names of different owners against the client; hosted mail often has them.")
                .badMessage("""
                        Received: from mail.example.com (host.example.org [192.0.2.1])
                                       ^^^^^^^^^^^^^^^^
                         by mx.example.net with ESMTP id 1A; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, ReceivedHostRules::otherName);

        rule("absent")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The message was delivered, and no Received field tells how")
                .because(
                        "Every server that takes a message MUST add one: they were removed, or the message was put into"
                                + " the mailbox by other means.")
                .badMessage("Return-Path: <alice@example.com>\n^^^^^^^^^^^\n" + REST)
                .goodMessage(GOOD)
                .fields(FieldName.RETURN_PATH)
                .on(Message.class, (message, findings) -> {
                    boolean delivered = message.context() == Message.Context.STORED
                            && message.header().has(FieldName.RETURN_PATH);
                    if (delivered && !message.header().has(FieldName.RECEIVED))
                        message.header()
                                .first(FieldName.RETURN_PATH)
                                .ifPresent(path -> findings.at(path.name().span()));
                });
    }

    private static void otherName(Received hop, Findings findings) {
        if (hop.reverseName().isEmpty() || hop.isFromLoopback()) return;
        Text name = hop.helo().or(hop::from).orElse(hop.reverseName().get());
        String helo = HostNames.normal(name.value());
        String reverse = HostNames.normal(hop.reverseName().get().value());
        // "?10.0.0.1?" is how Postfix writes what no host can be called.
        boolean comparable = helo.indexOf('?') < 0
                && !HostNames.isAddress(helo)
                && !HostNames.isPrivate(helo)
                && !HostNames.isPrivate(reverse);
        if (comparable && !HostNames.related(helo, reverse)) findings.at(name.span(), name.value(), reverse);
    }

    /** "TLSv1", "TLSv1.1", "TLS1_0" and what is older; ciphers alone, and ranges of versions, tell nothing. */
    private static boolean isWeak(String tls) {
        if (tls.equals("SSLV2") || tls.equals("SSLV3")) return true;
        if (!tls.startsWith("TLS")) return false;
        String version = tls.substring(tls.startsWith("TLSV") ? 4 : 3).replace('_', '.');
        int end = version.indexOf(':');
        if (end >= 0) version = version.substring(0, end);
        return version.equals("1") || version.equals("1.0") || version.equals("1.1");
    }
}
