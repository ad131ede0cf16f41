package smtplint.analyzer.rules.message;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Received.Software;
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
    private final Session session;
    private final Transaction transaction;
    private final MailObject mail;
    private final Received hop;
    private final Optional<String> hello;
    private final Optional<IpAddress> peer;
    private final Findings findings;

    private HopOfSession(Session session, Transaction transaction, MailObject mail, Received hop, Findings findings) {
        this.session = session;
        this.transaction = transaction;
        this.mail = mail;
        this.hop = hop;
        this.hello = hello(session, mail.span().start());
        this.peer = session.circumstances().peer().flatMap(p -> IpAddress.parse(HostNames.normal(p)));
        this.findings = findings;
    }

    static void compare(Session session, Findings findings) {
        Set<String> names = Set.of();
        for (Transaction transaction : session.transactions()) {
            Optional<MailObject> mail = transaction.mailObject();
            Optional<Received> newest = mail.flatMap(m -> m.message().header().trace())
                    .map(TraceSection::hops)
                    .filter(hops -> !hops.isEmpty())
                    .map(hops -> hops.get(0));
            if (newest.isEmpty() || newest.get().by().isEmpty()) continue;
            if (names.isEmpty()) names = serverNames(session);
            String writer = HostNames.normal(newest.get().by().get().value());
            if (!names.contains(writer)) continue;
            HopOfSession both = new HopOfSession(session, transaction, mail.get(), newest.get(), findings);
            if (both.isOfThisSession()) both.judge();
        }
    }

    /** The first word of the greeting and of replies to a hello: RFC 5321 §4.2 has the server's domain there. */
    private static Set<String> serverNames(Session session) {
        Set<String> names = new HashSet<>();
        for (Exchange exchange : session.exchanges())
            if (exchange.isGreeting() || exchange.isHello())
                for (Reply reply : exchange.replies())
                    if (reply.isPositive() && !reply.lines().isEmpty())
                        names.add(HostNames.normal(reply.lines().get(0).text().firstWord()));
        return names;
    }

    private static Optional<String> hello(Session session, int before) {
        Optional<String> last = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.span().start() >= before) break;
            if (exchange.command().orElse(null) instanceof Command.Hello hello && exchange.accepted())
                last = hello.host().map(Host::value).map(HostNames::normal);
        }
        return last;
    }

    /** An earlier passage through the same server is told apart: nothing but the server's name would agree. */
    private boolean isOfThisSession() {
        boolean sameName = hello.isPresent() && (names(hop.helo()) || names(hop.from()));
        boolean sameAddress = peer.isPresent() && hop.clientAddress().equals(peer);
        return sameName || sameAddress || isQueuedAs();
    }

    private boolean names(Optional<Text> word) {
        return word.filter(w -> HostNames.normal(w.value()).equals(hello.orElse("")))
                .isPresent();
    }

    /** The reply to the end of the content mentions the id of the hop. */
    private boolean isQueuedAs() {
        if (hop.id().isEmpty() || hop.id().get().value().length() < 4) return false;
        String id = hop.id().get().value();
        for (Exchange exchange : session.exchanges())
            if (exchange.endsContent()
                    && exchange.span().end() >= transaction.span().start())
                for (Reply reply : exchange.replies()) if (reply.text().contains(id)) return true;
        return false;
    }

    private void judge() {
        helloName();
        if (peer.isPresent()
                && hop.clientAddress().isPresent()
                && !hop.clientAddress().equals(peer))
            report(hop.address().get(), peer.get().toString(), Verdict.FORGED.by("another address than the client's"));
        protocol();
        recipient();
    }

    private void helloName() {
        boolean namesReverse = hop.software() == Software.EXIM || hop.software() == Software.QMAIL;
        Optional<Text> written = hop.helo().or(() -> namesReverse ? Optional.empty() : hop.from());
        if (hello.isEmpty() || written.isEmpty() || names(written)) return;
        report(written.get(), hello.get(), Verdict.FORGED.by("another name than the client gave"));
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
            if (address(path).equalsIgnoreCase(hop.forPath().get().value())) return;
        report(
                hop.forPath().get(),
                "no such recipient",
                Verdict.MISCONFIGURED.by("it was rewritten before the line was"));
    }

    private static String address(MailPath path) {
        return path instanceof MailPath.Path known ? known.mailbox().address() : "";
    }

    private void report(Text written, String shown, String verdict) {
        findings.at(written.span(), written.value(), shown, verdict)
                .because(hop.by().orElseThrow().span(), "the server of this session");
    }
}
