package smtplint.analyzer.rules.message;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Received.Software;
import smtplint.analyzer.model.RelayedMessage;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;

/**
 * The hop that the server of a session wrote about that session, against the session: a recording behind the server, or one
 * that a bounce quotes, shows both.
 */
final class HopOfSession {
    private final Peers peers;
    private final Transaction transaction;
    private final MailObject mail;
    private final Received hop;
    private final Findings findings;
    private final String writer;

    /**
     * What the session says of its two sides, gathered once.
     *
     * @param servers the first word of the greeting and of replies to a hello: RFC 5321 §4.2 has the server's domain there
     * @param clients the names that the client gave
     * @param ids words of the replies to content, queue ids among them
     */
    private record Peers(Set<String> servers, Set<String> clients, Set<String> ids, Optional<IpAddress> address) {
        static Peers of(Session session) {
            Set<String> servers = new HashSet<>();
            Set<String> clients = new LinkedHashSet<>();
            Set<String> ids = new HashSet<>();
            for (Exchange exchange : session.exchanges()) {
                Command command = exchange.command().orElse(null);
                if (exchange.accepted() && command instanceof Command.Hello hello)
                    hello.host().ifPresent(host -> clients.add(HostNames.normal(host.value())));
                for (Reply reply : exchange.replies()) {
                    if (!reply.isPositive() || reply.lines().isEmpty()) continue;
                    Text first = reply.lines().get(0).text();
                    if (exchange.isGreeting() || exchange.isHello()) servers.add(HostNames.normal(first.firstWord()));
                    else if (exchange.endsContent()) words(first.value(), ids);
                }
            }
            Optional<IpAddress> address =
                    session.circumstances().peer().flatMap(p -> IpAddress.parse(HostNames.normal(p)));
            return new Peers(servers, clients, ids, address);
        }

        private static void words(String text, Set<String> words) {
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                boolean inside = i < text.length() && (Ascii.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '-');
                if (inside) continue;
                if (i - from >= SHORTEST_ID) words.add(text.substring(from, i));
                from = i + 1;
            }
        }
    }

    private static final int SHORTEST_ID = 5;

    private HopOfSession(
            Peers peers, Transaction transaction, MailObject mail, Received hop, String writer, Findings findings) {
        this.peers = peers;
        this.transaction = transaction;
        this.mail = mail;
        this.hop = hop;
        this.writer = writer;
        this.findings = findings;
    }

    /** The hop of a message that goes on in another session. */
    static void compare(RelayedMessage relayed, Findings findings) {
        Session before = relayed.before();
        if (speaksForAnother(before)) return;
        MailObject mail = relayed.received().mailObject().orElseThrow();
        String writer = "the server of session " + before.number();
        HopOfSession both =
                new HopOfSession(Peers.of(before), relayed.received(), mail, relayed.hop(), writer, findings);
        if (both.isOfThisSession()) both.judge();
    }

    /** A proxy tells the server whom it stands for: the server writes about that one. */
    private static boolean speaksForAnother(Session session) {
        return (session.topics() & Verb.XCLIENT.bit()) != 0;
    }

    static void compare(Session session, Findings findings) {
        if (speaksForAnother(session)) return;
        Peers peers = null;
        for (Transaction transaction : session.transactions()) {
            Optional<MailObject> mail = transaction.mailObject();
            Optional<Received> newest = mail.flatMap(m -> m.message().header().trace())
                    .map(TraceSection::hops)
                    .filter(hops -> !hops.isEmpty())
                    .map(hops -> hops.get(0));
            if (newest.isEmpty() || newest.get().by().isEmpty()) continue;
            if (peers == null) peers = Peers.of(session);
            String writer = HostNames.normal(newest.get().by().get().value());
            if (!peers.servers().contains(writer)) continue;
            HopOfSession both = new HopOfSession(
                    peers, transaction, mail.get(), newest.get(), "the server of this session", findings);
            if (both.isOfThisSession()) both.judge();
        }
    }

    /** An earlier passage through the same server is told apart: nothing but the server's name would agree. */
    private boolean isOfThisSession() {
        boolean sameAddress = peers.address().isPresent() && hop.clientAddress().equals(peers.address());
        boolean sameId = hop.id().filter(id -> peers.ids().contains(id.value())).isPresent();
        return sameAddress || sameId || isClientsName(hop.helo()) || isClientsName(hop.from());
    }

    private boolean isClientsName(Optional<Text> word) {
        return word.filter(w -> peers.clients().contains(HostNames.normal(w.value())))
                .isPresent();
    }

    private void judge() {
        helloName();
        if (peers.address().isPresent()
                && hop.clientAddress().isPresent()
                && !hop.clientAddress().equals(peers.address()))
            report(
                    hop.address().get(),
                    peers.address().get().toString(),
                    Verdict.FORGED.by("another address than the client's"));
        protocol();
        recipient();
    }

    private void helloName() {
        boolean namesReverse = hop.software() == Software.EXIM || hop.software() == Software.QMAIL;
        Optional<Text> written = hop.helo().or(() -> namesReverse ? Optional.empty() : hop.from());
        if (peers.clients().isEmpty() || written.isEmpty() || isClientsName(written)) return;
        report(
                written.get(),
                String.join(" and ", peers.clients()),
                Verdict.FORGED.by("another name than the client gave"));
    }

    /** RFC 3848: S for TLS, A for a login. */
    private void protocol() {
        SessionState state = mail.state();
        if (hop.with().isEmpty() || !state.isKnown()) return;
        Text with = hop.with().get();
        String keyword = with.upper();
        int at = keyword.indexOf("MTP");
        boolean plain = at > 0 && keyword.length() <= at + 5 && hop.software() != Software.EXCHANGE;
        if (!plain) return;
        String suffix = keyword.substring(at + 3);
        boolean extended = state.hello().filter(v -> v != Verb.HELO).isPresent();
        String expected = (state.lmtp() ? "LMTP" : extended ? "ESMTP" : "SMTP")
                + (state.tls() ? "S" : "")
                + (state.authenticated() ? "A" : "");
        boolean tls = suffix.contains("S") == state.tls();
        boolean login = suffix.contains("A") == state.authenticated();
        if (tls && login) return;
        report(with, expected, Verdict.MISCONFIGURED.by("the keyword of RFC 3848 for what happened is another"));
    }

    private void recipient() {
        List<MailPath> accepted = transaction.acceptedPaths();
        if (hop.forPath().isEmpty() || accepted.isEmpty()) return;
        for (MailPath path : accepted)
            if (path.address().equalsIgnoreCase(hop.forPath().get().value())) return;
        report(
                hop.forPath().get(),
                "no such recipient",
                Verdict.MISCONFIGURED.by("it was rewritten before the line was"));
    }

    private void report(Text written, String shown, String verdict) {
        findings.at(written.span(), written.value(), shown, verdict)
                .because(hop.by().orElseThrow().span(), writer);
    }
}
