package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.source.Span;

/**
 * A command and what answered it. Under pipelining three states differ. It keeps what rules ask most often: of each
 * exchange some hundred of them want to know what it is about.
 */
public final class Exchange implements Node {
    private final Optional<Command> command;
    private final List<Reply> replies;
    private final SessionState known;
    private final SessionState assumed;
    private final SessionState actual;
    private final SessionState after;
    private final int group;
    private final int positionInGroup;
    private final boolean tainted;
    private final long time;
    private final long replyTime;
    private final Span span;
    private final @Nullable Verb knownVerb;
    private final long topics;
    private final long traits;
    private final List<Reply> repliesWithStatus;

    /**
     * @param command absent for the greeting and for a reply that answers nothing
     * @param replies more than one under LMTP and PRDR; empty when none was seen
     * @param known the state as the client knew it when it sent the command: from the replies it had read
     * @param assumed that state, had every command still unanswered then succeeded: what the group may assume
     * @param actual the state as the server had it when it answered
     * @param group the number of its pipelining group, from 0 in each session; the greeting's is -1
     * @param positionInGroup 0 for the first of its group
     * @param tainted it stands in the wake of an earlier fault that shifted replies or ended data early: judge nothing here
     * @param time microseconds when the command was sent, -1 when unknown
     * @param replyTime microseconds when its first reply came, -1 when unknown
     */
    public Exchange(
            Optional<Command> command,
            List<Reply> replies,
            SessionState known,
            SessionState assumed,
            SessionState actual,
            SessionState after,
            int group,
            int positionInGroup,
            boolean tainted,
            long time,
            long replyTime,
            Span span) {
        this.command = command;
        this.replies = List.copyOf(replies);
        this.known = known;
        this.assumed = assumed;
        this.actual = actual;
        this.after = after;
        this.group = group;
        this.positionInGroup = positionInGroup;
        this.tainted = tainted;
        this.time = time;
        this.replyTime = replyTime;
        this.span = span;
        knownVerb = command.flatMap(Command::known).orElse(null);
        topics = command.isPresent() ? command.get().topics() : 0;
        repliesWithStatus = findRepliesWithStatus();
        traits = findTraits();
    }

    public Optional<Command> command() {
        return command;
    }

    public List<Reply> replies() {
        return replies;
    }

    public SessionState known() {
        return known;
    }

    public SessionState assumed() {
        return assumed;
    }

    public SessionState actual() {
        return actual;
    }

    public SessionState after() {
        return after;
    }

    public int group() {
        return group;
    }

    public int positionInGroup() {
        return positionInGroup;
    }

    public boolean tainted() {
        return tainted;
    }

    public long time() {
        return time;
    }

    public long replyTime() {
        return replyTime;
    }

    @Override
    public Span span() {
        return span;
    }

    @Override
    public long topics() {
        return topics;
    }

    @Override
    public long traits() {
        return traits;
    }

    private long findTraits() {
        long traits = Trait.GREETING.when(isGreeting())
                | Trait.TAINTED.when(tainted)
                | Trait.UNPROMPTED.when(isUnprompted())
                | Trait.UNANSWERED.when(replies.isEmpty())
                | Trait.LMTP.when(known.lmtp() || actual.lmtp() || after.lmtp())
                | Trait.STATUS_MISSING.when(lacksStatus())
                | Trait.UNUSUAL_CODE.when(!hasUsualCodes());
        if (command.isPresent())
            traits |= command.get().traits()
                    | Trait.BEFORE_GREETING.when(known.is(Phase.CONN))
                    | Trait.OUT_OF_TURN.when(isOutOfTurn());
        for (Reply reply : replies) traits |= reply.traits();
        return traits;
    }

    /** Without detours each command stands in one state, RCPT and the content in two (RFC 5321 §4.1.4). */
    private boolean isOutOfTurn() {
        Verb verb = knownVerb;
        if (isHello()) return known.is(Phase.READY);
        if (verb == null || !verb.isMailCommand()) return false;
        return switch (assumed.phase()) {
            case READY -> verb != Verb.MAIL;
            case MAIL -> verb != Verb.RCPT;
            case RCPT -> verb == Verb.MAIL;
            default -> true;
        };
    }

    private boolean hasUsualCodes() {
        int usual = usualCode();
        for (Reply reply : replies) if (reply.code() != usual) return false;
        return true;
    }

    /** What a command gets that succeeds (RFC 5321 §4.3.2); 0 where it may be one of several. */
    private int usualCode() {
        if (isGreeting()) return 220;
        if (knownVerb == null) return command.isPresent() && command.get() instanceof Command.EndOfData ? 250 : 0;
        return switch (knownVerb) {
            case EHLO, HELO, LHLO, MAIL, RCPT, BDAT, RSET, NOOP -> 250;
            case DATA -> 354;
            case QUIT -> 221;
            case STARTTLS -> 220;
            default -> 0;
        };
    }

    private boolean lacksStatus() {
        for (Reply reply : repliesWithStatus) if (reply.enhanced().isEmpty()) return true;
        return false;
    }

    public boolean is(Verb verb) {
        return knownVerb == verb;
    }

    /** The final reply, if one was seen. */
    public Optional<Reply> reply() {
        return replies.isEmpty() ? Optional.empty() : Optional.of(replies.get(replies.size() - 1));
    }

    /** The code of the final reply, 0 when none was seen. */
    public int code() {
        return replies.isEmpty() ? 0 : replies.get(replies.size() - 1).code();
    }

    public boolean accepted() {
        return !replies.isEmpty() && replies.get(replies.size() - 1).isPositive();
    }

    public boolean isGreeting() {
        return group == -1;
    }

    public boolean isUnprompted() {
        return command.isEmpty() && !isGreeting();
    }

    /** The end of mail data: the lone dot, or the last chunk of BDAT. */
    public boolean endsContent() {
        if (command.isEmpty()) return false;
        return command.get() instanceof Command.EndOfData || command.get() instanceof Command.Bdat bdat && bdat.last();
    }

    /** The content after DATA that was sent with this exchange, where the recording shows it. */
    public Optional<DataBlock> content() {
        if (command.isEmpty() || !(command.get() instanceof Command.EndOfData end)) return Optional.empty();
        return end.content().visible() ? Optional.of(end.content()) : Optional.empty();
    }

    /** The chunk of BDAT, where the recording shows it. */
    public Optional<DataBlock> chunk() {
        if (command.isEmpty() || !(command.get() instanceof Command.Bdat bdat)) return Optional.empty();
        return bdat.chunk().filter(DataBlock::visible);
    }

    /** EHLO, HELO or LHLO. */
    public boolean isHello() {
        return command.isPresent() && command.get() instanceof Command.Hello;
    }

    /** The replies that must carry an enhanced status code, because the server offered it (RFC 2034 §4). */
    public List<Reply> repliesWithStatus() {
        return repliesWithStatus;
    }

    private List<Reply> findRepliesWithStatus() {
        if (replies.isEmpty()
                || isGreeting()
                || isHello()
                || tainted
                || !actual.offers().has("ENHANCEDSTATUSCODES")) return List.of();
        int with = 0;
        for (Reply reply : replies) if (mayHaveStatus(reply)) with++;
        if (with == replies.size()) return replies;
        List<Reply> found = new ArrayList<>(with);
        for (Reply reply : replies) if (mayHaveStatus(reply)) found.add(reply);
        return found;
    }

    private static boolean mayHaveStatus(Reply reply) {
        return (reply.isPositive() || reply.isNegative()) && !reply.isHidden();
    }

    /** Upper-case verb; "" without a command, "." for the end of mail data, "*" for a step of AUTH. */
    public String verb() {
        return command.isPresent() ? command.get().verb().upper() : "";
    }

    @Override
    public void children(Consumer<Node> visitor) {
        if (command.isPresent()) visitor.accept(command.get());
        for (Reply reply : replies) visitor.accept(reply);
    }
}
