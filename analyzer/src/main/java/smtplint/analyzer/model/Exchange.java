package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * A command and what answered it. Under pipelining three states differ.
 *
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
public record Exchange(
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
        Span span)
        implements Node {

    public Exchange {
        replies = List.copyOf(replies);
    }

    @Override
    public long topics() {
        return command.isPresent() ? command.get().topics() : 0;
    }

    @Override
    public long traits() {
        long traits = Trait.GREETING.when(isGreeting());
        if (command.isPresent()) traits |= command.get().traits();
        for (Reply reply : replies) traits |= reply.traits();
        return traits;
    }

    public boolean is(Verb verb) {
        return command.isPresent() && command.get().is(verb);
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
        return command.filter(c -> c instanceof Command.EndOfData || c instanceof Command.Bdat bdat && bdat.last())
                .isPresent();
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
        if (isGreeting() || isHello() || tainted || !actual.offers().has("ENHANCEDSTATUSCODES")) return List.of();
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
        command.ifPresent(visitor);
        replies.forEach(visitor);
    }
}
