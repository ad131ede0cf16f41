package smtplint.analyzer.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.CommandGroup;
import smtplint.analyzer.model.Dialogue;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Turn;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.syntax.EhloReader;

/**
 * Walks a dialogue once: matches replies to commands in order (RFC 2920 §3.1), and keeps the state as the server had it
 * and as the client knew it.
 */
public final class SessionBuilder {
    /** A client that has more commands under way is no client: what it could assume is not followed exactly. */
    private static final int MOST_UNDER_WAY = 1000;

    private final Dialogue dialogue;
    private final EhloReader ehlo;
    private final boolean repliesShown;
    private final boolean commandsShown;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<ChannelEvent> events = new ArrayList<>();
    private final Deque<OpenExchange> unanswered = new ArrayDeque<>();
    private SessionState state;
    /** The state if every command so far succeeds, starting with {@link #hopedFrom}. */
    private SessionState hoped;

    private SessionState hopedFrom;
    /** The oldest command under way when it was reckoned. */
    private @org.jspecify.annotations.Nullable OpenExchange hopedSince;

    private boolean greeted;
    private int group = -1;
    private int positionInGroup;
    private final Wake wake = new Wake();
    /** The recording begins inside content, and its end was not answered yet. */
    private boolean inContent;

    /** The reply to the last hello is not in the recording. */
    private boolean offersUnseen;

    /** The turn after the one that is being taken. */
    private int ahead;

    private SessionBuilder(Dialogue dialogue, EhloReader ehlo) {
        this.dialogue = dialogue;
        this.ehlo = ehlo;
        repliesShown = dialogue.turns().stream().anyMatch(t -> t.what() instanceof Reply);
        commandsShown = dialogue.turns().stream().anyMatch(t -> t.what() instanceof Command);
        Circumstances where = dialogue.circumstances();
        boolean lmtp =
                where.protocol().filter(p -> p == Circumstances.Protocol.LMTP).isPresent();
        state = StateMachine.start(
                commandsShown && dialogue.evidence().contains(Evidence.START), where.tlsFromStart(), lmtp);
        hoped = hopedFrom = state;
    }

    /** @param number of the session in its file, from 1 */
    public static Session build(Dialogue dialogue, int number, EhloReader ehlo) {
        return new SessionBuilder(dialogue, ehlo).build(number);
    }

    private Session build(int number) {
        inContent = startsInContent();
        wake.begin(inContent);
        List<Turn> turns = dialogue.turns();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            ahead = i + 1;
            // ATRN and TURN turn the roles: who was the client now answers, and is not judged by the client's rules.
            if (state.is(Phase.SWAP) && !(turn.what() instanceof ChannelEvent)) continue;
            if (turn.what() instanceof Command command) command(command, turn.time());
            else if (turn.what() instanceof Reply reply) reply(reply, turn.time());
            else if (turn.what() instanceof ChannelEvent event) event(event);
        }
        while (!unanswered.isEmpty()) close(unanswered.poll(), state);
        exchanges.sort(java.util.Comparator.comparingInt(e -> e.span().start()));
        return new Session(
                dialogue.key(),
                number,
                exchanges,
                groups(exchanges),
                TransactionBuilder.build(exchanges),
                events,
                dialogue,
                Optional.empty(),
                dialogue.span());
    }

    /**
     * A recording that is cut inside content begins with lines that are no commands. A client that waits for its replies
     * sends no two of them, nor a lone dot.
     */
    private boolean startsInContent() {
        if (!state.is(Phase.UNKNOWN)) return false;
        int lines = 0;
        for (Turn turn : dialogue.turns()) {
            if (!(turn.what() instanceof Command.Unknown command)) break;
            lines++;
            if (command.verb().is(".")) return true;
        }
        return lines > 1;
    }

    private void command(Command command, long time) {
        settleTls();
        if (unanswered.isEmpty()) {
            group++;
            positionInGroup = 0;
        }
        SessionState known = known(command);
        SessionState assumed = assumed(known);
        OpenExchange open = new OpenExchange(
                command, known, assumed, group, positionInGroup++, wake.covers(command, exchanges, unanswered), time);
        boolean proxyHeader = command.verb().is("PROXY") && !greeted && unanswered.isEmpty();
        if (proxyHeader || isContentUnstuffed(open)) exchanges.add(closed(open, state));
        else if (repliesShown) send(open, assumed);
        else closeUnseen(open);
    }

    /** Where content is shown without the dots that were stuffed, lines behind a lone dot belong to it: no reply is due. */
    private boolean isContentUnstuffed(OpenExchange open) {
        boolean unstuffed = dialogue.evidence().contains(Evidence.MESSAGE)
                && !dialogue.evidence().contains(Evidence.STUFFED);
        return unstuffed && open.isTainted();
    }

    private void send(OpenExchange open, SessionState assumed) {
        unanswered.add(open);
        hoped = StateMachine.assumed(assumed, open.command);
        hopedFrom = state;
        hopedSince = unanswered.getFirst();
    }

    /** The state if all that is under way succeeds; it goes on from the command before unless a reply changed it. */
    private SessionState assumed(SessionState known) {
        if (unanswered.isEmpty()) return known;
        boolean unchanged = state == hopedFrom && unanswered.peek() == hopedSince;
        if (known == state && (unchanged || unanswered.size() > MOST_UNDER_WAY)) return hoped;
        SessionState assumed = known;
        int left = MOST_UNDER_WAY;
        for (OpenExchange open : unanswered) {
            if (left-- == 0) break;
            assumed = StateMachine.assumed(assumed, open.command);
        }
        return assumed;
    }

    /** Content may only follow 354, so the client that sends it knows that. */
    private SessionState known(Command command) {
        return command instanceof Command.EndOfData && !unanswered.isEmpty()
                ? StateMachine.in(state, Phase.CONTENT)
                : state;
    }

    /** With one side shown the client is believed to have got what it asked for. */
    private void closeUnseen(OpenExchange open) {
        SessionState before = state;
        state = StateMachine.unseen(state, open.command);
        exchanges.add(closed(open, before));
    }

    private void reply(Reply reply, long time) {
        if (!greeted && isGreeting(reply)) {
            greeted = true;
            SessionState before = state;
            state = StateMachine.afterGreeting(
                    state.is(Phase.UNKNOWN) ? StateMachine.in(state, Phase.CONN) : state, reply);
            exchanges.add(unprompted(reply, before, -1, time));
            return;
        }
        greeted = true;
        // The comments of a server that was told to be verbose, "050 ...", answer nothing.
        if (reply.code() > 0 && reply.code() < 100) {
            exchanges.add(unprompted(reply, state, Integer.MIN_VALUE, time));
            return;
        }
        OpenExchange open = answersUnseenContent() ? null : answered(reply);
        if (open == null) {
            answerNothing(reply, time);
            return;
        }
        if (open.replies.isEmpty()) {
            open.actual = state;
            open.replyTime = time;
        }
        open.replies.add(reply);
        if (open.awaitsMore(state, reply)) return;
        unanswered.poll();
        SessionState before = open.actual;
        state = StateMachine.after(state, open.command, open.decidingReply(), ehlo);
        if (state.is(Phase.TLSH) && dialogue.circumstances().tlsFromStart()) state = StateMachine.afterTls(state);
        exchanges.add(closed(open, before));
    }

    private boolean isGreeting(Reply reply) {
        dropPreamble(reply);
        if (state.is(Phase.CONN)) return true;
        if (!state.is(Phase.UNKNOWN) || reply.code() != 220) return false;
        if (exchanges.stream().anyMatch(e -> !e.replies().isEmpty())) return false;
        return unanswered.isEmpty() || greetsEarlyTalker();
    }

    /** The first reply is 220, and there are more replies than commands: one of them answers the connection. */
    private boolean greetsEarlyTalker() {
        if (unanswered.stream().anyMatch(open -> ReplyMatcher.isProperTo(open.command, 220))) return false;
        return repliesAhead(unanswered.size() + 1) > unanswered.size();
    }

    /** This reply and those that follow it before the client speaks again, counted up to a limit. */
    private int repliesAhead(int limit) {
        int replies = 1;
        for (int i = ahead; i < dialogue.turns().size() && replies < limit; i++, replies++)
            if (!(dialogue.turns().get(i).what() instanceof Reply)) break;
        return replies;
    }

    /** LMTP: BDAT LAST without an accepted recipient returns zero replies (RFC 2033 §4.3). */
    private void skipUnansweredChunk() {
        OpenExchange first = unanswered.peek();
        if (first == null || !state.lmtp() || !state.is(Phase.MAIL) || unanswered.size() < 2) return;
        boolean last = first.command instanceof Command.Bdat bdat && bdat.last();
        if (last && repliesAhead(unanswered.size()) < unanswered.size()) close(unanswered.poll(), state);
    }

    /** What precedes the greeting and is no command, such as the binary header of a proxy, mostly gets no reply. */
    private void dropPreamble(Reply reply) {
        boolean preamble = reply.code() == 220
                && exchanges.isEmpty()
                && !greetsEarlyTalker()
                && unanswered.stream().allMatch(open -> open.command instanceof Command.Unknown);
        while (preamble && !unanswered.isEmpty()) exchanges.add(closed(unanswered.poll(), state));
    }

    private boolean answersUnseenContent() {
        if (!inContent) return false;
        inContent = false;
        while (!unanswered.isEmpty() && unanswered.peek().isTainted()) close(unanswered.poll(), state);
        return true;
    }

    /** The oldest command without its replies; a code that only one command gets skips those that lost theirs. */
    private @org.jspecify.annotations.Nullable OpenExchange answered(Reply reply) {
        skipUnansweredChunk();
        OpenExchange first = unanswered.peek();
        if (first == null || ReplyMatcher.fits(first.command, reply.code())) return first;
        int left = MOST_UNDER_WAY;
        for (OpenExchange open : unanswered) {
            if (left-- == 0) break;
            if (!ReplyMatcher.isProperTo(open.command, reply.code())) continue;
            while (unanswered.peek() != open) skip(unanswered.poll());
            return open;
        }
        return first;
    }

    private void answerNothing(Reply reply, long time) {
        SessionState before = state;
        if (reply.code() == 421 || reply.code() == 221) state = StateMachine.closed(state);
        else if (!commandsShown) state = StateMachine.lost(state);
        exchanges.add(unprompted(reply, before, Integer.MIN_VALUE, time));
    }

    private Exchange unprompted(Reply reply, SessionState before, int groupOf, long time) {
        boolean tainted = groupOf != -1 && wake.isOpen();
        return new Exchange(
                Optional.empty(),
                List.of(reply),
                before,
                before,
                before,
                state,
                groupOf,
                0,
                tainted,
                time,
                time,
                reply.span());
    }

    private void event(ChannelEvent event) {
        events.add(event);
        switch (event.kind()) {
            case TLS -> tls(event);
            case GAP -> state = StateMachine.lost(state);
            case CLOSED, CLOSED_BY_CLIENT, CLOSED_BY_SERVER -> {
                while (!unanswered.isEmpty()) close(unanswered.poll(), state);
                state = StateMachine.closed(state);
            }
            default -> {}
        }
    }

    /** A handshake begins behind the reply to STARTTLS: a recording that lacks this one has a hole. */
    private boolean lacksReplyToStarttls() {
        boolean late =
                ahead < dialogue.turns().size() && dialogue.turns().get(ahead).what() instanceof Reply;
        return !late && unanswered.stream().limit(MOST_UNDER_WAY).anyMatch(open -> open.command.is(Verb.STARTTLS));
    }

    private void tls(ChannelEvent event) {
        if (lacksReplyToStarttls()) {
            while (!unanswered.isEmpty()) close(unanswered.poll(), state);
            events.add(new ChannelEvent(ChannelEvent.Kind.GAP, event.time(), event.span()));
            state = StateMachine.lost(StateMachine.afterTls(state));
        } else if (state.is(Phase.TLSH) || !state.tls()) {
            state = StateMachine.afterTls(state);
        }
    }

    /** Recordings that say nothing of the handshake: the next command shows that it went well. */
    private void settleTls() {
        if (state.is(Phase.TLSH)) state = StateMachine.afterTls(state);
    }

    private void close(OpenExchange open, SessionState before) {
        if (!open.replies.isEmpty()) state = StateMachine.after(state, open.command, open.decidingReply(), ehlo);
        exchanges.add(closed(open, open.replies.isEmpty() ? before : open.actual));
    }

    /** Commands are closed in their order: those behind a hello without a reply used offers that nobody saw. */
    private Exchange closed(OpenExchange open, SessionState before) {
        Exchange exchange = open.closed(before, state, offersUnseen);
        if (exchange.isHello()) offersUnseen = open.replies.isEmpty();
        return exchange;
    }

    /** Its reply was lost, and a later command succeeded: so did it, as far as the state can tell. */
    private void skip(OpenExchange open) {
        SessionState before = state;
        if (open.replies.isEmpty()) state = StateMachine.unseen(state, open.command);
        close(open, before);
    }

    private static List<CommandGroup> groups(List<Exchange> exchanges) {
        List<CommandGroup> groups = new ArrayList<>();
        List<Exchange> current = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            if (exchange.command().isEmpty()) continue;
            if (!current.isEmpty() && current.get(0).group() != exchange.group()) {
                groups.add(group(current));
                current = new ArrayList<>();
            }
            current.add(exchange);
        }
        if (!current.isEmpty()) groups.add(group(current));
        return groups;
    }

    private static CommandGroup group(List<Exchange> exchanges) {
        Span last = exchanges.get(exchanges.size() - 1).command().orElseThrow().span();
        return new CommandGroup(
                exchanges, exchanges.get(0).command().orElseThrow().span().to(last));
    }
}
