package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DeliveryReport;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Fact;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.RelayedMessage;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.ReportedMessage;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.model.Xtext;
import smtplint.analyzer.source.Evidence;

/** What the sessions and messages of one file tell together. Only of files that are kept whole while they are judged. */
public final class Facts {
    private Facts() {}

    public static List<Fact> of(List<Session> sessions, List<Message> messages) {
        List<Fact> facts = new ArrayList<>(0);
        if (sessions.size() > 1) {
            relayed(sessions, facts);
            reported(sessions, facts);
        }
        // A message in a recording is one that quotes the sessions.
        for (Message message : messages) quoted(message, sessions, facts);
        return facts;
    }

    /** @param names of the server; for reports, of both sides */
    private record Passage(Session session, Transaction transaction, int hops, Set<String> names) {}

    /**
     * A server that took a message in one session, and the first field that the message has more when it goes on. Where a
     * server took the same message twice, it can't be told which passage the field is about.
     */
    private static void relayed(List<Session> sessions, List<Fact> facts) {
        Map<String, Optional<Passage>> passages = new HashMap<>();
        for (Session session : sessions) {
            Set<String> servers = servers(session);
            for (Transaction transaction : session.transactions()) {
                Optional<String> id = messageId(transaction);
                if (id.isEmpty() || transaction.outcome() != Transaction.Outcome.ACCEPTED) continue;
                Passage passage =
                        new Passage(session, transaction, hops(transaction).size(), servers);
                for (String server : servers)
                    passages.merge(key(id.get(), server), Optional.of(passage), (first, second) -> Optional.empty());
            }
        }
        Set<Transaction> told = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Session session : sessions)
            for (Transaction transaction : session.transactions()) {
                Optional<String> id = messageId(transaction);
                List<Received> hops = hops(transaction);
                for (int i = 0; id.isPresent() && i < hops.size(); i++) {
                    if (hops.get(i).by().isEmpty()) continue;
                    String by = HostNames.normal(hops.get(i).by().get().value());
                    Passage before = passages.getOrDefault(key(id.get(), by), Optional.empty())
                            .orElse(null);
                    boolean isNext =
                            before != null && before.session() != session && before.hops() + i + 1 == hops.size();
                    if (isNext && told.add(before.transaction()))
                        facts.add(new RelayedMessage(before.session(), before.transaction(), session, hops.get(i)));
                }
            }
    }

    private static String key(String messageId, String server) {
        return server + " " + messageId;
    }

    private static Optional<String> messageId(Transaction transaction) {
        return transaction
                .mailObject()
                .map(MailObject::message)
                .flatMap(message -> message.header().first(FieldName.MESSAGE_ID))
                .map(HeaderField::body)
                .filter(id -> !id.isEmpty());
    }

    private static List<Received> hops(Transaction transaction) {
        return transaction
                .mailObject()
                .flatMap(mail -> mail.message().header().trace())
                .map(TraceSection::hops)
                .orElse(List.of());
    }

    /** The names that the server gives itself: RFC 5321 §4.2 has its domain first in these replies. */
    private static Set<String> servers(Session session) {
        Set<String> names = new HashSet<>();
        for (Exchange exchange : session.exchanges()) {
            if (!exchange.isGreeting() && !exchange.isHello()) continue;
            for (Reply reply : exchange.replies())
                if (reply.isPositive() && !reply.lines().isEmpty()) {
                    String name = reply.firstLine().text().firstWord();
                    if (name.indexOf('.') > 0) names.add(HostNames.normal(name));
                }
        }
        return names;
    }

    /** A notification is about transactions with the id of the message, or of the envelope, that it names. */
    private static void reported(List<Session> sessions, List<Fact> facts) {
        Map<String, List<Passage>> passages = null;
        for (Session session : sessions)
            for (Transaction transaction : session.transactions()) {
                if (!(transaction.reversePath() instanceof MailPath.NullPath)) continue;
                Optional<DeliveryReport> report =
                        transaction.mailObject().flatMap(mail -> DeliveryReport.of(mail.message()));
                if (report.isEmpty() || report.get().reporter().isEmpty()) continue;
                if (passages == null) passages = named(sessions);
                Set<Passage> about = Collections.newSetFromMap(new IdentityHashMap<>());
                List<Passage> found = new ArrayList<>();
                for (String name : names(report.get()))
                    for (Passage passage : passages.getOrDefault(name, List.of()))
                        if (passage.session().number() < session.number()
                                && goesBack(transaction, passage.transaction())
                                && passage.names().contains(report.get().reporter())
                                && about.add(passage)) found.add(passage);
                if (found.isEmpty()) continue;
                found.sort(Comparator.comparingInt(p -> p.session().number()));
                facts.add(reported(session, report.get(), found));
            }
    }

    /** The transactions of which reports may tell, by the ids of their messages and envelopes; the first of many. */
    private static Map<String, List<Passage>> named(List<Session> sessions) {
        Map<String, List<Passage>> passages = new HashMap<>();
        for (Session session : sessions) {
            Set<String> sides = sides(session);
            for (Transaction transaction : session.transactions()) {
                if (transaction.reversePath() instanceof MailPath.NullPath) continue;
                Passage passage = new Passage(session, transaction, 0, sides);
                List<String> names = new ArrayList<>(2);
                messageId(transaction).ifPresent(id -> names.add(MESSAGE + id));
                ReportedMessage.parameter(transaction.mail(), "ENVID")
                        .flatMap(value -> Xtext.decoded(value.value()))
                        .ifPresent(id -> names.add(ENVELOPE + id));
                for (String name : names) {
                    List<Passage> same = passages.computeIfAbsent(name, n -> new ArrayList<>(1));
                    if (same.size() < MOST_PASSAGES) same.add(passage);
                }
            }
        }
        return passages;
    }

    private static final String MESSAGE = "message ";
    private static final String ENVELOPE = "envelope ";
    /** A message of a large list goes out in thousands of transactions. */
    private static final int MOST_PASSAGES = 64;

    private static List<String> names(DeliveryReport report) {
        List<String> names = new ArrayList<>(2);
        report.messageId().ifPresent(id -> names.add(MESSAGE + id));
        report.envelopeId().ifPresent(id -> names.add(ENVELOPE + id.unfolded()));
        return names;
    }

    /** The report goes to where the message came from (RFC 3461 §6.1). */
    private static boolean goesBack(Transaction report, Transaction about) {
        if (!(about.reversePath() instanceof MailPath.Path sender)) return false;
        for (MailPath path : report.allPaths())
            if (path instanceof MailPath.Path to
                    && to.mailbox().address().equalsIgnoreCase(sender.mailbox().address())) return true;
        return false;
    }

    /** What a host further on was told, the session does not show: the report must be by one of these. */
    private static Set<String> sides(Session session) {
        Set<String> names = servers(session);
        for (Exchange exchange : session.exchanges())
            if (exchange.command().orElse(null) instanceof Command.Hello hello)
                hello.host().ifPresent(host -> names.add(HostNames.normal(host.value())));
        return names;
    }

    private static ReportedMessage reported(Session session, DeliveryReport report, List<Passage> about) {
        List<Exchange> mails = new ArrayList<>();
        List<Exchange> recipients = new ArrayList<>();
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        evidence.addAll(session.evidence());
        for (Passage passage : about) {
            mails.add(passage.transaction().mail());
            recipients.addAll(passage.transaction().recipients());
            evidence.retainAll(passage.session().evidence());
        }
        return new ReportedMessage(session, report, mails, recipients, evidence);
    }

    /** The commands that a report quotes: the one that failed, often without the transaction around it. */
    private static void quoted(Message message, List<Session> sessions, List<Fact> facts) {
        Optional<DeliveryReport> report = DeliveryReport.of(message);
        if (report.isEmpty() || sessions.isEmpty()) return;
        List<Exchange> mails = new ArrayList<>();
        List<Exchange> recipients = new ArrayList<>();
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        evidence.addAll(sessions.get(0).evidence());
        for (Session session : sessions) {
            evidence.retainAll(session.evidence());
            for (Exchange exchange : session.exchanges()) {
                if (exchange.is(Verb.MAIL)) mails.add(exchange);
                if (exchange.is(Verb.RCPT)) recipients.add(exchange);
            }
        }
        facts.add(new ReportedMessage(message, report.get(), mails, recipients, evidence));
    }
}
