package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** One Received field at a time: RFC 5321 §4.4. */
public final class ReceivedFieldRules extends RuleFamily {
    private static final Set<String> WITH_REGISTERED = Set.of(
            "smtp",
            "esmtp",
            "esmtpa",
            "esmtps",
            "esmtpsa",
            "lmtp",
            "lmtpa",
            "lmtps",
            "lmtpsa",
            "utf8smtp",
            "utf8smtpa",
            "utf8smtps",
            "utf8smtpsa",
            "utf8lmtp",
            "utf8lmtpa",
            "utf8lmtps",
            "utf8lmtpsa",
            "mms");

    private static final String REST = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>

            Hello.
            """;
    private static final String GOOD = """
            Received: from mail.example.com (mail.example.com [192.0.2.1])
             by mx.example.net with ESMTP id 4F3D21
             for <bob@example.net>; Sun, 22 Nov 2026 10:00:05 +0000
            """ + REST;

    public ReceivedFieldRules() {
        super("received");

        rule("unparseable")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("This Received field can't be split into clauses")
                .because("Its hop takes no part in the checks of the chain.")
                .badMessage("""
                        Received: ?? (((
                                  ^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.MALFORMED)
                .on(Received.class, (hop, findings) -> {
                    boolean nothing = hop.from().isEmpty() && hop.by().isEmpty() && !hop.localHandoff();
                    if (hop.problem().isPresent() && nothing) findings.at(hop.bodySpan());
                });

        rule("date-missing")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("This Received field has no date-time")
                .because(
                        "The time stamp, after a \";\", is part of the line that a server MUST insert; without it delays"
                                + " and loops can't be seen.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) by mx.example.net with ESMTP
                        ^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, (hop, findings) -> {
                    boolean read = hop.from().isPresent() || hop.by().isPresent() || hop.localHandoff();
                    if (read && hop.time().isEmpty()) findings.at(hop.name().span());
                });

        rule("date-invalid")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .rfc(5322, "3.3")
                .says("The date of this Received field is no date-time: expected %s")
                .because("Programs that order hops by time skip or misread it.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) by mx.example.net with ESMTP;
                         2026-11-22 10:00:00
                         ^^^^^^^^^^^^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.MALFORMED)
                .on(
                        Received.class,
                        (hop, findings) -> hop.time()
                                .ifPresent(time -> time.problem()
                                        .ifPresent(problem -> findings.at(time.span(), problem.expected()))));

        rule("date-obsolete")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .rfc(5322, "4.3")
                .says("The date of this Received field has %s")
                .because(
                        "Servers SHOULD write explicit offsets and years of four digits: names of zones are ambiguous.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) by mx.example.net with ESMTP;
                         Sun, 22 Nov 2026 10:00:00 EST
                                                   ^^^
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.IRREGULAR)
                .on(
                        Received.class,
                        (hop, findings) -> hop.time().ifPresent(time -> {
                            time.namedZone()
                                    .ifPresent(zone -> findings.at(zone.span(), "the zone \"" + zone.value() + "\""));
                            time.shortYear()
                                    .ifPresent(year -> findings.at(year.span(), "the year \"" + year.value() + "\""));
                        }));

        rule("from-missing")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("This hop does not say where the message came from")
                .because("In an SMTP environment the FROM clause MUST be supplied.")
                .badMessage("""
                        Received: by mx.example.net (Example MTA) with ESMTP; Sun, 22 Nov 2026 10:00:05 +0000
                        ^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, (hop, findings) -> {
                    boolean bySmtp =
                            hop.with().filter(w -> w.upper().contains("SMTP")).isPresent();
                    // "by host with SMTP id x" alone is how Google writes down a handover between its own machines.
                    boolean internal = hop.id().isPresent();
                    if (bySmtp && !internal && hop.from().isEmpty() && hop.by().isPresent() && !hop.localHandoff())
                        findings.at(hop.name().span());
                });

        rule("by-missing")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("This hop does not say which host wrote it")
                .because("Without a BY clause the hop can't be matched with the next one.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) with ESMTP; Sun, 22 Nov 2026 10:00:05 +0000
                        ^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, (hop, findings) -> {
                    if (hop.by().isEmpty() && hop.from().isPresent() && !hop.localHandoff())
                        findings.at(hop.name().span());
                });

        rule("tcp-info-missing")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The FROM clause does not record the address of the client")
                .because(
                        "It SHOULD contain an address literal taken from the TCP connection; a bare name proves nothing.")
                .badMessage("""
                        Received: from mail.example.com by mx.example.net with ESMTP; Sun, 22 Nov 2026 10:00:05 +0000
                                       ^^^^^^^^^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, (hop, findings) -> {
                    if (hop.from().isPresent()
                            && hop.address().isEmpty()
                            && hop.by().isPresent()
                            && !hop.localHandoff()) findings.at(hop.from().get().span());
                });

        rule("clause-duplicate")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The clause \"%s\" occurs a second time")
                .because("The grammar has each clause once; readers differ in which one they believe.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) by mx.example.net by gw.example.net with ESMTP;
                                                                                        ^^
                         Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.IRREGULAR)
                .on(
                        Received.class,
                        (hop, findings) ->
                                hop.duplicates().forEach(clause -> findings.at(clause.span(), clause.value())));

        rule("for-multiple")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .rfc(5321, "7.2")
                .says("The FOR clause names %s paths")
                .because("It MUST contain exactly one path: more of them disclose blind copies.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) by mx.example.net with ESMTP
                         for <bob@example.net>,<carol@example.net>; Sun, 22 Nov 2026 10:00:05 +0000
                              ^^^^^^^^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.IRREGULAR)
                .on(Received.class, (hop, findings) -> {
                    if (hop.forPaths() > 1 && hop.forPath().isPresent())
                        findings.at(hop.forPath().get().span(), hop.forPaths());
                });

        rule("with-unregistered")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .rfc(3848)
                .says("The protocol \"%s\" is not registered")
                .because("Filters that read the WITH clause know registered names: ESMTP, ESMTPS, LMTP and the like.")
                .badMessage("""
                        Received: from mail.example.com ([192.0.2.1]) by mx.example.net with FTP;
                                                                                             ^^^
                         Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .on(
                        Received.class,
                        (hop, findings) -> hop.with().ifPresent(with -> {
                            boolean oneWord = with.value().indexOf(' ') < 0;
                            if (oneWord && !WITH_REGISTERED.contains(smtplint.analyzer.model.Ascii.lower(with.value())))
                                findings.at(with.span(), with.value());
                        }));

        rule("ip-illegal")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.1.3")
                .says("No host can have the address %s (possibly forged)")
                .because("A hop with an impossible address was made up or mangled.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [240.0.0.1])
                                                                           ^^^^^^^^^
                         by mx.example.net with ESMTP; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .on(
                        Received.class,
                        (hop, findings) -> hop.address().ifPresent(address -> {
                            if (IpAddress.parse(HostNames.normal(address.value()))
                                    .filter(IpAddress::isImpossible)
                                    .isPresent()) findings.at(address.span(), address.value());
                        }));

        rule("return-path-multiple")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .rfc(5322, "3.6.7")
                .says("There are %s Return-Path fields")
                .because("Exactly one SHOULD be present in a delivered message, so that failures have one place to go.")
                .badMessage("""
                        Return-Path: <alice@example.com>
                        Return-Path: <bounce@example.org>
                        ^^^^^^^^^^^
                        """ + GOOD)
                .goodMessage("Return-Path: <alice@example.com>\n" + GOOD)
                .on(TraceSection.class, ReceivedFieldRules::severalReturnPaths);

        rule("return-path-not-first")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("Return-Path stands below a Received field")
                .because("The delivering server puts it at the beginning of the mail data; below, it was there before.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.1])
                         by mx.example.net with ESMTP; Sun, 22 Nov 2026 10:00:05 +0000
                        Return-Path: <alice@example.com>
                        ^^^^^^^^^^^
                        """ + REST)
                .goodMessage("Return-Path: <alice@example.com>\n" + GOOD)
                .on(TraceSection.class, (trace, findings) -> {
                    if (trace.returnPaths().size() != 1 || trace.hops().isEmpty()) return;
                    HeaderField returnPath = trace.returnPaths().get(0);
                    if (returnPath.span().start() > trace.hops().get(0).span().start())
                        findings.at(returnPath.name().span());
                });

        rule("not-at-top")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .rfc(5322, "3.6")
                .says("A Received field stands below %s (possibly forged: servers only ever add above)")
                .because(
                        "Servers MUST prepend Received lines and MUST NOT insert them anywhere else: below the fields of"
                                + " the origin it was written by whoever made the message.")
                .badMessage("""
                        From: alice@example.com
                        Received: from mail.example.com (mail.example.com [192.0.2.1])
                        ^^^^^^^^
                         by mx.example.net with ESMTP; Sun, 22 Nov 2026 10:00:05 +0000
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(GOOD)
                .on(TraceSection.class, ReceivedFieldRules::belowOrigin);
    }

    private static void severalReturnPaths(TraceSection trace, Findings findings) {
        List<HeaderField.ReturnPath> paths = trace.returnPaths();
        if (paths.size() < 2) return;
        findings.at(paths.get(1).name().span(), paths.size())
                .because(paths.get(0).name().span(), "the first one");
    }

    private static void belowOrigin(TraceSection trace, Findings findings) {
        HeaderField origin = null;
        for (HeaderField field : trace.header()) {
            if (origin != null && field instanceof Received) {
                findings.at(field.name().span(), origin.name().value())
                        .because(origin.name().span(), "a field of the origin");
                return;
            }
            if (isOfOrigin(field) && origin == null) origin = field;
        }
    }

    private static boolean isOfOrigin(HeaderField field) {
        return switch (field.known()) {
            case DATE, FROM, TO, CC, SUBJECT, MESSAGE_ID, SENDER, REPLY_TO -> true;
            default -> false;
        };
    }
}
