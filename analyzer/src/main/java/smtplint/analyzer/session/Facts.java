package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Fact;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.RelayedMessage;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.model.Transaction;

/** What the sessions and messages of one file tell together. Only of files that are kept whole while they are judged. */
public final class Facts {
    private Facts() {}

    public static List<Fact> of(List<Session> sessions, List<Message> messages) {
        List<Fact> facts = new ArrayList<>(0);
        if (sessions.size() > 1) relayed(sessions, facts);
        return facts;
    }

    private record Passage(Session session, Transaction transaction, int hops) {}

    /**
     * A server that took a message in one session, and the first field that the message has more when it goes on. Where a
     * server took the same message twice, it can't be told which passage the field is about.
     */
    private static void relayed(List<Session> sessions, List<Fact> facts) {
        Map<String, Optional<Passage>> passages = new HashMap<>();
        for (Session session : sessions)
            for (Transaction transaction : session.transactions()) {
                Optional<String> id = messageId(transaction);
                if (id.isEmpty() || transaction.outcome() != Transaction.Outcome.ACCEPTED) continue;
                Passage passage =
                        new Passage(session, transaction, hops(transaction).size());
                for (String server : servers(session))
                    passages.merge(key(id.get(), server), Optional.of(passage), (first, second) -> Optional.empty());
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
}
