package smtplint.analyzer.model;

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

    public boolean is(Verb verb) {
        return command.filter(c -> c.is(verb)).isPresent();
    }

    /** The final reply, if one was seen. */
    public Optional<Reply> reply() {
        return replies.isEmpty() ? Optional.empty() : Optional.of(replies.get(replies.size() - 1));
    }

    public boolean accepted() {
        return reply().filter(Reply::isPositive).isPresent();
    }

    public boolean isGreeting() {
        return group == -1;
    }

    public boolean isUnprompted() {
        return command.isEmpty() && !isGreeting();
    }

    /** Upper-case verb; "" without a command, "." for the end of mail data, "*" for a step of AUTH. */
    public String verb() {
        return command.map(c -> c.verb().upper()).orElse("");
    }

    @Override
    public void children(Consumer<Node> visitor) {
        command.ifPresent(visitor);
        replies.forEach(visitor);
    }
}
