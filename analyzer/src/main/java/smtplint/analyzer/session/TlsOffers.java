package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Span;

/** Which hosts offer STARTTLS: what one session of a recording tells about another. */
public final class TlsOffers {
    private TlsOffers() {}

    /** The same sessions; those of a host that offered STARTTLS in another one know of it. */
    public static List<Session> compare(List<Session> sessions) {
        if (sessions.size() < 2) return sessions;
        Map<String, Span> offered = new HashMap<>();
        for (Session session : sessions) offer(session).ifPresent(place -> offered.putIfAbsent(host(session), place));
        if (offered.isEmpty()) return sessions;
        List<Session> compared = new ArrayList<>(sessions.size());
        for (Session session : sessions) {
            Optional<Span> elsewhere = host(session).isEmpty() || offer(session).isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(offered.get(host(session)));
            compared.add(elsewhere.isPresent() ? session.withTlsOfferElsewhere(elsewhere) : session);
        }
        return compared;
    }

    /** One server may treat its ports differently. */
    private static String host(Session session) {
        String name = session.serverName();
        return name.isEmpty() ? "" : name + ":" + session.circumstances().port();
    }

    private static Optional<Span> offer(Session session) {
        if (host(session).isEmpty()) return Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (!exchange.isHello()) continue;
            Optional<Offers.Offer> offer = exchange.after().offers().find("STARTTLS");
            if (offer.isPresent()) return offer.map(Offers.Offer::span);
        }
        return Optional.empty();
    }
}
