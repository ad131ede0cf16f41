package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.HopClocks;
import smtplint.analyzer.model.HopLink;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Span;

/** Whether the hops can be true together: RFC 5321 §4.4, §6.3. */
public final class ReceivedChainRules extends RuleFamily {
    private static final Duration LONG_DELAY = Duration.ofHours(4);

    private static final String REST = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>

            Hello.
            """;
    private static final String ORIGIN = """
            Received: from client.example.com (client.example.com [192.0.2.1])
             by mail.example.com with ESMTP id 1A; Sun, 22 Nov 2026 10:00:05 +0000
            """ + REST;
    private static final String GOOD = """
            Received: from mail.example.com (mail.example.com [192.0.2.2])
             by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 10:00:07 +0000
            """ + ORIGIN;

    public ReceivedChainRules(Instant now) {
        super("received");

        rule("time-reversed")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("Dated %s before the hop below it (%s)")
                .because(
                        "A server adds its line on top, so times must not run backwards: one of the two clocks is wrong,"
                                + " or a line was made up.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.2])
                         by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 09:57:31 +0000
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        """ + ORIGIN)
                .goodMessage(GOOD)
                .where(Trait.SEVERAL_HOPS)
                .on(TraceSection.class, ReceivedChainRules::reversed);

        rule("delay-large")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The message spent %s on the way to this hop")
                .because("It waited in a queue, was greylisted or held, or a clock is wrong.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.2])
                         by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 16:00:05 +0000
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        """ + ORIGIN)
                .goodMessage(GOOD)
                .where(Trait.SEVERAL_HOPS)
                .on(TraceSection.class, ReceivedChainRules::delayed);

        rule("in-future")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The newest hop is dated %s from now (likely misconfigured: a clock or a zone)")
                .because("The host that wrote it has a wrong clock, or the line was made up.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.2])
                         by mx.example.net with ESMTP id 2B; Tue, 24 Nov 2026 10:00:05 +0000
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        """ + REST)
                .goodMessage(GOOD)
                .on(TraceSection.class, (trace, findings) -> {
                    if (!trace.hops().isEmpty()) inFuture(trace.hops().get(0), now, findings);
                });

        rule("hops-discontinuous")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The hop below was written by %s, but this one got the message from %s (%s)")
                .because(
                        "The host that writes a hop hands the message to the next: where names and addresses have nothing"
                                + " in common, lines below may be forged, or a hop left no line.")
                .badMessage("""
                        Received: from relay.example.org (relay.example.org [198.51.100.9])
                                       ^^^^^^^^^^^^^^^^^
                         by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 10:00:07 +0000
                        """ + ORIGIN)
                .goodMessage(GOOD)
                .where(Trait.SEVERAL_HOPS)
                .on(
                        TraceSection.class,
                        (trace, findings) -> trace.links().forEach(link -> discontinuous(link, findings)));

        rule("helo-ip-contradicts-peer")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.1.4")
                .says(
                        "The client called itself %s and came from %s (possibly forged: the connection had another address)")
                .because("An address literal in EHLO names the client's own address; another one is a mistake, a"
                        + " translated address or a lie.")
                .badMessage("""
                        Received: from [198.51.100.4] (unknown [203.0.113.9])
                                       ^^^^^^^^^^^^^^
                         by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 10:00:07 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .on(Received.class, ReceivedChainRules::literalContradictsPeer);

        rule("private-hop-between-public")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "4.4")
                .says("The private address %s stands between public hops of different owners (possibly forged)")
                .because("A private address does not cross the Internet: a gateway hides the real one, or the line was"
                        + " made up.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.2])
                         by mx.example.net with ESMTP id 3C; Sun, 22 Nov 2026 10:00:08 +0000
                        Received: from relay.example.org (relay.example.org [10.1.2.3])
                                                                             ^^^^^^^^
                         by mail.example.com with ESMTP id 2B; Sun, 22 Nov 2026 10:00:07 +0000
                        Received: from client.example.org (client.example.org [198.51.100.7])
                         by relay.example.org with ESMTP id 1A; Sun, 22 Nov 2026 10:00:05 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.SEVERAL_HOPS)
                .on(TraceSection.class, ReceivedChainRules::privateHops);

        rule("hop-count-high")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5321, "6.3")
                .says("The message passed %s hops")
                .because("Many servers take a message with so many Received fields for one that loops.")
                .badMessage("""
                        Received: by a.example.com; Sun, 22 Nov 2026 10:00:05 +0000
                        ^^^^^^^^
                        {Received: by a.example.com; Sun, 22 Nov 2026 10:00:05 +0000␍␊*30}
                        """ + REST)
                .goodMessage(GOOD)
                .on(TraceSection.class, (trace, findings) -> {
                    int hops = trace.hops().size();
                    if (hops >= 30 && hops < 100)
                        findings.at(trace.hops().get(0).name().span(), hops);
                });

        rule("hop-count-over-100")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "6.3")
                .says("The message passed %s hops")
                .because("Servers that detect loops by counting refuse it: 100 is the least limit that RFC 5321 wants.")
                .badMessage("""
                        Received: by a.example.com; Sun, 22 Nov 2026 10:00:05 +0000
                        ^^^^^^^^
                        {Received: by a.example.com; Sun, 22 Nov 2026 10:00:05 +0000␍␊*99}
                        """ + REST)
                .goodMessage(GOOD)
                .on(TraceSection.class, (trace, findings) -> {
                    int hops = trace.hops().size();
                    if (hops >= 100) findings.at(trace.hops().get(0).name().span(), hops);
                });

        rule("loop")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "6.3")
                .says("%s handled the message %s (likely misconfigured: mail is sent back to where it came from)")
                .because("The message came back to a host that had sent it on.")
                .badMessage("""
                        Received: from mail.example.com (mail.example.com [192.0.2.2])
                         by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 10:00:09 +0000
                                                         ^^
                        Received: from mx.example.net (mx.example.net [192.0.2.3])
                         by mail.example.com with ESMTP id 1C; Sun, 22 Nov 2026 10:00:08 +0000
                        Received: from mail.example.com (mail.example.com [192.0.2.2])
                         by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 10:00:07 +0000
                        """ + REST)
                .goodMessage(GOOD)
                .where(Trait.SEVERAL_HOPS)
                .on(TraceSection.class, ReceivedChainRules::loops);
    }

    /** One finding for one cause: hops that one and the same clock turns around are folded under the newest. */
    private static void reversed(TraceSection trace, Findings findings) {
        HopClocks clocks = trace.clocks();
        List<Integer> hops = clocks.reversedHops();
        boolean oneCause = clocks.explanation() == HopClocks.Explanation.ONE_CLOCK;
        Findings.Found first = null;
        for (int i = hops.size() - 1; i >= 0; i--) {
            HopLink link = datedLink(trace, hops.get(i));
            Duration delay = link.delay().orElseThrow().negated();
            Span place = link.newer().time().orElseThrow().span();
            if (first != null && oneCause) {
                first.followedBy(place, "dated " + ClockWords.duration(delay) + " before the hop below it");
                continue;
            }
            first = findings.at(place, ClockWords.duration(delay), ClockWords.verdict(clocks))
                    .because(link.older().time().orElseThrow().span(), "the hop below says this");
        }
    }

    /** The hop and the next one below it that has a time. */
    private static HopLink datedLink(TraceSection trace, int hop) {
        int below = hop + 1;
        while (trace.hops().get(below).instant().isEmpty()) below++;
        return new HopLink(trace.hops().get(hop), trace.hops().get(below));
    }

    private static void delayed(TraceSection trace, Findings findings) {
        HopClocks clocks = null;
        for (HopLink link : trace.links()) {
            Optional<Duration> recorded = link.delay().filter(delay -> delay.compareTo(LONG_DELAY) > 0);
            if (recorded.isEmpty()) continue;
            if (clocks == null) clocks = trace.clocks();
            long ahead = clocks.ahead(link.newer()).orElse(0)
                    - clocks.ahead(link.older()).orElse(0);
            Duration delay = recorded.get().minusSeconds(ahead);
            if (delay.compareTo(LONG_DELAY) > 0)
                findings.at(link.newer().time().orElseThrow().span(), ClockWords.duration(delay))
                        .because(link.older().time().orElseThrow().span(), "the hop below says this");
        }
    }

    private static void inFuture(Received newest, Instant now, Findings findings) {
        newest.time()
                .ifPresent(time -> time.value().map(OffsetDateTime::toInstant).ifPresent(moment -> {
                    Duration ahead = Duration.between(now, moment);
                    if (ahead.compareTo(Duration.ofHours(2)) > 0) findings.at(time.span(), ClockWords.duration(ahead));
                }));
    }

    private static void discontinuous(HopLink link, Findings findings) {
        if (link.continuity() != HopLink.Continuity.UNRELATED) return;
        Text writer = link.older().by().orElseThrow();
        Received newer = link.newer();
        Text client = newer.from()
                .or(newer::address)
                .or(newer::helo)
                .or(newer::reverseName)
                .orElseThrow();
        boolean backwards = link.delay()
                .filter(delay -> delay.getSeconds() < -HopClocks.TOLERANCE)
                .isPresent();
        String verdict = backwards
                ? Verdict.FORGED.by("no name or address in common, and the times run backwards")
                : Verdict.ODD.by("no name or address in common");
        findings.at(client.span(), writer.value(), client.value(), verdict)
                .because(writer.span(), "the host that wrote the hop below");
    }

    private static void literalContradictsPeer(Received hop, Findings findings) {
        Text name = hop.helo().or(hop::from).orElse(null);
        if (name == null || hop.address().isEmpty()) return;
        Optional<IpAddress> claimed = IpAddress.parse(HostNames.normal(name.value()));
        Optional<IpAddress> seen = hop.clientAddress();
        if (claimed.isEmpty() || seen.isEmpty() || claimed.equals(seen)) return;
        // A client behind an address translation knows no other address: that is the network's doing, and harmless.
        if (claimed.get().isPrivate()) return;
        findings.at(name.span(), name.value(), "[" + hop.address().get().value() + "]");
    }

    private static void privateHops(TraceSection trace, Findings findings) {
        List<Received> hops = trace.hops();
        for (int i = 1; i + 1 < hops.size(); i++) {
            Received hop = hops.get(i);
            Optional<IpAddress> address = hop.clientAddress();
            if (address.isEmpty() || hop.from().isEmpty() || hop.by().isEmpty()) continue;
            String from = HostNames.normal(hop.from().get().value());
            String by = HostNames.normal(hop.by().get().value());
            boolean isPrivate = address.get().isPrivate() && !address.get().isLoopback();
            boolean crosses = !HostNames.isPrivate(from) && !HostNames.isPrivate(by) && !HostNames.related(from, by);
            if (isPrivate && crosses && isPublic(hops.get(i - 1)) && isPublic(hops.get(i + 1)))
                findings.at(hop.address().get().span(), address.get());
        }
    }

    private static boolean isPublic(Received hop) {
        return hop.clientAddress().filter(a -> !a.isPrivate()).isPresent();
    }

    private static void loops(TraceSection trace, Findings findings) {
        Map<String, Integer> ids = new HashMap<>();
        Map<String, List<Integer>> paths = new LinkedHashMap<>();
        for (int i = trace.hops().size() - 1; i >= 0; i--) {
            Received hop = trace.hops().get(i);
            if (hop.by().isEmpty()) continue;
            String host = HostNames.normal(hop.by().get().value());
            Integer before = hop.id().isEmpty()
                    ? null
                    : ids.put(host + " " + hop.id().get().value(), i);
            if (before != null && before > i + 1)
                findings.at(
                                hop.id().get().span(),
                                host,
                                "under the id " + hop.id().get().value() + " before")
                        .because(trace.hops().get(before).id().orElseThrow().span(), "the first time");
            if (hop.forPath().isPresent()
                    && !HostNames.isPrivate(host)
                    && hop.clientAddress().filter(a -> !a.isPrivate()).isPresent())
                paths.computeIfAbsent(
                                host + " " + Ascii.lower(hop.forPath().get().value()), k -> new ArrayList<>(1))
                        .add(i);
        }
        for (List<Integer> hops : paths.values()) passes(trace, hops, findings);
    }

    /** @param hops by one host for one recipient, oldest first: from outside, so that local redelivery does not count */
    private static void passes(TraceSection trace, List<Integer> hops, Findings findings) {
        if (hops.size() < 3) return;
        Received newest = trace.hops().get(hops.get(hops.size() - 1));
        Findings.Found found = findings.at(
                newest.forPath().orElseThrow().span(),
                newest.by().orElseThrow().value(),
                hops.size() + " times for " + newest.forPath().get().value());
        found.because(trace.hops().get(hops.get(0)).forPath().orElseThrow().span(), "the first time");
    }
}
