package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.ENVELOPE;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.List;
import java.util.Map;
import java.util.Set;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Received.Software;
import smtplint.analyzer.model.RelayedMessage;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Whether a Received field agrees with itself, with the program it names and with the session it tells of: RFC 5321 §4.4. */
public final class ReceivedClaimRules extends RuleFamily {
    private static final List<String> ORDER = List.of("from", "by", "via", "with", "id", "for");

    /** Keywords of RFC 3848 that deny TLS, or a login, and what they would be with it. */
    private static final Map<String, String> WITH_TLS = Map.of("ESMTP", "ESMTPS", "ESMTPA", "ESMTPSA", "LMTP", "LMTPS");

    private static final Map<String, String> WITH_AUTH = Map.of("ESMTP", "ESMTPA", "ESMTPS", "ESMTPSA");

    private static final Set<String> ENCRYPTED = Set.of("ESMTPS", "ESMTPSA", "UTF8SMTPS", "UTF8SMTPSA");

    private static final String REST = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>

            Hello.
            """;
    private static final String GOOD = """
            Received: from mail.example.com (mail.example.com [192.0.2.1])
             (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
             by mx.example.net (Postfix) with ESMTPS id 4F3D21
             for <bob@example.net>; Sun, 22 Nov 2026 10:00:05 +0000
            """ + REST;
    private static final String ENVELOPE_HEAD = """
            S: 220 mx.example.net ESMTP
            C: EHLO mail.example.com
            S: 250 mx.example.net
            C: MAIL FROM:<alice@example.com>
            S: 250 ok
            C: RCPT TO:<bob@example.net>
            S: 250 ok
            C: DATA
            S: 354 go ahead
            """;
    private static final String ENVELOPE_END = """
            C: Date: Sun, 22 Nov 2026 10:00:00 +0000
            C: From: alice@example.com
            C: To: bob@example.net
            C: Subject: x
            C: Message-ID: <1@client.example.com>
            C:
            C: Hello.
            C: .
            S: 250 2.0.0 queued as 4F3D21
            """;

    private static final String ONWARD =
            ENVELOPE_HEAD.replace("mx.example.net", "store.example.net").replace("mail.example.com", "mx.example.net");

    public ReceivedClaimRules() {
        super("received");

        rule("clause-order")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The clause \"%s\" stands after \"%s\"")
                .because(
                        "The grammar has the order from, by, via, with, id, for; readers that rely on it miss a clause.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) with ESMTP by mx.example.net id 1A;
                                                                                 ^^
                         Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, ReceivedClaimRules::order);

        rule("with-contradicts-record")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(3848)
                .says("This field records %s, but its protocol is %s and not %s")
                .because(
                        "The keyword of the WITH clause says whether TLS and authentication were used: filters that read"
                                + " it take this hop for one without.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.1])
                         (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
                         by mx.example.net with ESMTP id 1A; Sun, 22 Nov 2026 10:00:05 +0000
                                                ^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, ReceivedClaimRules::keyword);

        rule("imitates-mta")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The field names %s, which gives no id like %s (possibly forged: the id has another form)")
                .because(
                        "Each program gives its queue ids in one form: a line in another's name was made up or rewritten.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.1])
                         by mx.example.net (Postfix) with ESMTP id 2026.11-22@x; Sun, 22 Nov 2026 10:00:05 +0000
                                                                   ^^^^^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, (hop, findings) -> {
                    if (hop.id().isEmpty()) return;
                    String id = hop.id().get().value();
                    if (!QueueIds.fits(hop.software(), id))
                        findings.at(hop.id().get().span(), QueueIds.name(hop), id);
                });

        rule("tls-gap")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(3848)
                .says("The message came from %s without TLS, and with TLS on another hop")
                .because("Whoever could read along here could read it all: encryption elsewhere does not help."
                        + " The program that wrote this line says ESMTPS where it used TLS.")
                .badMessage("""
                        Received: from relay.example.org (relay.example.org [198.51.100.9])
                         by mx.example.net (Postfix) with ESMTP id 5A6B7C; Sun, 22 Nov 2026 10:00:07 +0000
                                                          ^^^^^
                        Received: from mail.example.com (mail.example.com [192.0.2.1])
                         (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
                         by relay.example.org (Postfix) with ESMTPS id 4F3D21; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.SEVERAL_HOPS)
                .on(TraceSection.class, ReceivedClaimRules::gap);

        rule("contradicts-session")
                .severity(WARNING)
                .needs(LINES, BOTH, ENVELOPE)
                .blames(SERVER)
                .rfc(5321, "4.4")
                .says("The server wrote %s, and the session shows %s (%s)")
                .because("The line is about this very session: filters and people who trace the message are misled.")
                .bad("""
                        # peer 203.0.113.9
                        """ + ENVELOPE_HEAD + """
                        C: Received: from mail.example.com (mail.example.com [192.0.2.1])
                                                                              ^^^^^^^^^
                        C:  by mx.example.net with ESMTP id 4F3D21
                        C:  for <bob@example.net>; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + ENVELOPE_END)
                .good("""
                        # peer 203.0.113.9
                        """ + ENVELOPE_HEAD + """
                        C: Received: from mail.example.com (unknown [203.0.113.9])
                        C:  by mx.example.net with ESMTP id 4F3D21
                        C:  for <bob@example.net>; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + ENVELOPE_END)
                .on(Session.class, (session, findings) -> HopOfSession.compare(session, findings));

        rule("contradicts-other-session")
                .severity(WARNING)
                .needs(LINES, BOTH, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "4.4")
                .says("The client wrote %s about the session in which it got this message, and that shows %s (%s)")
                .because("The line is about a session of the same file: filters and people who trace the message are"
                        + " misled.")
                .bad("""
                        # session a
                        # peer 203.0.113.9
                        """ + ENVELOPE_HEAD + ENVELOPE_END + """
                        C: QUIT
                        S: 221 bye
                        # session b
                        """ + ONWARD + """
                        C: Received: from mail.example.com (mail.example.com [192.0.2.1])
                                                                              ^^^^^^^^^
                        C:  by mx.example.net with ESMTP id 4F3D21
                        C:  for <bob@example.net>; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + ENVELOPE_END)
                .good("""
                        # session a
                        # peer 203.0.113.9
                        """ + ENVELOPE_HEAD + ENVELOPE_END + """
                        C: QUIT
                        S: 221 bye
                        # session b
                        """ + ONWARD + """
                        C: Received: from mail.example.com (unknown [203.0.113.9])
                        C:  by mx.example.net with ESMTP id 4F3D21
                        C:  for <bob@example.net>; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + ENVELOPE_END)
                .on(RelayedMessage.class, HopOfSession::compare);

        rule("return-path-before-final-delivery")
                .severity(WARNING)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "4.4")
                .says("The message is sent with a Return-Path, and no server has handled it yet")
                .because(
                        "A system that originates a message SHOULD NOT send this field: the server of the final delivery"
                                + " writes it, and a second one makes the address for failures ambiguous.")
                .bad(ENVELOPE_HEAD + """
                        C: Return-Path: <alice@example.com>
                           ^^^^^^^^^^^
                        """ + ENVELOPE_END)
                .good(ENVELOPE_HEAD + ENVELOPE_END)
                .on(MailObject.class, ReceivedClaimRules::returnPathOfOrigin);
    }

    private static void order(Received hop, Findings findings) {
        int highest = -1;
        Text last = null;
        for (Text clause : hop.clauseOrder()) {
            int place = place(clause);
            if (hop.duplicates().contains(clause)) continue;
            if (last != null && place < highest) {
                findings.at(clause.span(), clause.value(), last.value());
                return;
            }
            highest = place;
            last = clause;
        }
    }

    private static int place(Text clause) {
        int place = ORDER.size() - 1;
        while (place >= 0 && !clause.is(ORDER.get(place))) place--;
        return place;
    }

    private static void keyword(Received hop, Findings findings) {
        // Exchange names itself "Microsoft SMTP Server" there, whatever was used.
        if (hop.with().isEmpty() || hop.software() == Software.EXCHANGE) return;
        Text with = hop.with().get();
        String forTls = WITH_TLS.get(with.upper());
        String forAuth = WITH_AUTH.get(with.upper());
        boolean login =
                hop.auth().filter(auth -> !auth.span().equals(with.span())).isPresent();
        if (hop.tls().isPresent() && forTls != null) findings.at(with.span(), "TLS", with.value(), forTls);
        else if (login && forAuth != null) findings.at(with.span(), "a login", with.value(), forAuth);
    }

    private static void gap(TraceSection trace, Findings findings) {
        boolean encrypted = false;
        for (Received hop : trace.hops()) encrypted |= isEncrypted(hop);
        if (!encrypted) return;
        for (Received hop : trace.hops()) {
            boolean tells = hop.software() == Software.POSTFIX || hop.software() == Software.EXIM;
            boolean open = hop.with()
                    .filter(w -> w.is("ESMTP") || w.is("SMTP") || w.is("ESMTPA"))
                    .isPresent();
            boolean outside = hop.clientAddress().filter(a -> !a.isPrivate()).isPresent();
            if (tells && open && outside && hop.tls().isEmpty() && !hop.staysWithinOrganisation())
                findings.at(hop.with().get().span(), hop.clientAddress().get());
        }
    }

    private static boolean isEncrypted(Received hop) {
        return hop.tls().isPresent()
                || hop.with().filter(w -> ENCRYPTED.contains(w.upper())).isPresent();
    }

    private static void returnPathOfOrigin(MailObject mail, Findings findings) {
        if (mail.message().header().has(FieldName.RECEIVED)) return;
        for (HeaderField field : mail.message().header().all(FieldName.RETURN_PATH)) {
            // Another address than the envelope's is a fault of its own: envelope/return-path-differs-from-envelope.
            boolean same = field instanceof HeaderField.ReturnPath path
                    && path.path().address().equals(mail.reversePath().address());
            if (same) findings.at(field.name().span());
        }
    }
}
