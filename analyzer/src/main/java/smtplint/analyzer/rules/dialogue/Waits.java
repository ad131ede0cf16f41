package smtplint.analyzer.rules.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Turn;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;

/** How long each side of a session waited for the other, where the recording carries times. Microseconds. */
final class Waits {
    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;
    /** Who goes within so short a time was interrupted, it did not lose its patience. */
    private static final long SHORTEST_TIMEOUT = 5 * SECOND;

    private Waits() {}

    /** A client that left before the reply to this command came. */
    record GivenUp(Exchange exchange, long waited) {}

    /** From a command to its first reply; -1 when a time is missing, or the recording does not show when it was sent. */
    static long forReply(Exchange exchange) {
        boolean hiddenEnd = exchange.command().orElse(null) instanceof Command.EndOfData end
                && end.content().dot().isEmpty();
        if (exchange.command().isEmpty() || hiddenEnd || exchange.time() < 0 || exchange.replyTime() < 0) return -1;
        return Math.max(-1, exchange.replyTime() - exchange.time());
    }

    /** From the opening of the channel to the greeting; -1 when a time is missing. */
    static long forGreeting(Session session) {
        long opened = -1;
        for (Turn turn : session.dialogue().turns()) {
            if (turn.what() instanceof ChannelEvent event) {
                if (event.kind() == ChannelEvent.Kind.OPENED) opened = turn.time();
            } else {
                boolean greeting = session.greeting()
                        .filter(g -> g.replies().contains(turn.what()))
                        .isPresent();
                return greeting && opened >= 0 && turn.time() >= 0 ? Math.max(-1, turn.time() - opened) : -1;
            }
        }
        return -1;
    }

    /** The client closed, or said QUIT, after it had waited for a reply that had not come. */
    static Optional<GivenUp> givenUp(Session session) {
        if (!session.evidence().contains(Evidence.TIME) || runsBackwards(session)) return Optional.empty();
        Optional<Exchange> last = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty() || exchange.is(Verb.QUIT)) continue;
            last = Optional.of(exchange);
        }
        if (last.isEmpty() || !last.get().replies().isEmpty() || last.get().tainted()) return Optional.empty();
        long left = leftAt(session, last.get());
        long waited = left < 0 || last.get().time() < 0 ? -1 : left - last.get().time();
        return waited >= SHORTEST_TIMEOUT ? Optional.of(new GivenUp(last.get(), waited)) : Optional.empty();
    }

    /** When the client said QUIT or closed, behind an exchange; -1 when it did neither, or nobody knows when. */
    private static long leftAt(Session session, Exchange after) {
        boolean behind = false;
        for (Turn turn : session.dialogue().turns()) {
            if (behind && turn.what() instanceof Command command && command.is(Verb.QUIT)) return turn.time();
            if (behind && turn.what() instanceof ChannelEvent event)
                return event.kind() == ChannelEvent.Kind.CLOSED_BY_CLIENT ? turn.time() : -1;
            behind |= turn.what() == after.command().orElseThrow();
        }
        return -1;
    }

    /** The turns whose time lies more than a second before that of the turn above; less is a matter of threads. */
    static List<Turn> setBack(Session session) {
        List<Turn> found = new ArrayList<>(0);
        long last = -1;
        for (Turn turn : session.dialogue().turns()) {
            if (turn.time() < 0) continue;
            if (turn.time() < last - SECOND) found.add(turn);
            last = turn.time();
        }
        return found;
    }

    /** Times that run backwards measure nothing. */
    static boolean runsBackwards(Session session) {
        return !setBack(session).isEmpty();
    }

    static String words(long microseconds) {
        if (microseconds < 10 * SECOND) return String.format(Locale.ROOT, "%.1f s", microseconds / (double) SECOND);
        long seconds = microseconds / SECOND;
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
