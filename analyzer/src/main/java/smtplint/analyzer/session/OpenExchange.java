package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.source.Span;

/** A command that has not got all its replies yet. */
final class OpenExchange {
    final Command command;
    final List<Reply> replies = new ArrayList<>(1);
    private final SessionState known;
    private final SessionState assumed;
    private final int group;
    private final int positionInGroup;
    private final boolean tainted;
    private final long time;
    SessionState actual;
    long replyTime = -1;

    OpenExchange(
            Command command,
            SessionState known,
            SessionState assumed,
            int group,
            int positionInGroup,
            boolean tainted,
            long time) {
        this.command = command;
        this.known = known;
        this.assumed = assumed;
        this.group = group;
        this.positionInGroup = positionInGroup;
        this.tainted = tainted;
        this.time = time;
        actual = known;
    }

    boolean isTainted() {
        return tainted;
    }

    /**
     * LMTP answers the end of mail data once per accepted recipient (RFC 2033 §4.2); PRDR says 353, then once per
     * recipient, then once for all.
     */
    boolean awaitsMore(SessionState state, Reply last) {
        if (last.code() == 421) return false;
        if (!endsContent()) return false;
        boolean prdr = replies.get(0).code() == 353;
        if (prdr) return replies.size() < state.recipients() + 2;
        return state.lmtp() && replies.size() < state.recipients();
    }

    private boolean endsContent() {
        return command instanceof Command.EndOfData || command instanceof Command.Bdat bdat && bdat.last();
    }

    /** The reply that decides the state: with one reply per recipient, any that accepts. */
    Reply decidingReply() {
        for (Reply reply : replies) if (reply.isPositive()) return reply;
        return replies.get(replies.size() - 1);
    }

    /** @param offersUnseen the reply that listed what the client used is not in the recording */
    Exchange closed(SessionState before, SessionState after, boolean offersUnseen) {
        Span span = replies.isEmpty()
                ? command.span()
                : command.span().to(replies.get(replies.size() - 1).span());
        return new Exchange(
                Optional.of(command),
                replies,
                known,
                offersUnseen ? assumed.withUnknownOffers() : assumed,
                before,
                after,
                group,
                positionInGroup,
                tainted,
                time,
                replyTime,
                span);
    }
}
