package smtplint.analyzer.model;

import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/** A part of what was read, and where it stood in the input. Rules judge nodes by their type. */
public sealed interface Node
        permits Session,
                Exchange,
                CommandGroup,
                Transaction,
                MailObject,
                Command,
                Reply,
                ChannelEvent,
                DataBlock,
                Message,
                HeaderSection,
                HeaderField,
                TraceSection,
                Part,
                Fact {
    Span span();

    /** The verbs or field names that it is about, a bit for each; 0 when it is about none. */
    default long topics() {
        return 0;
    }

    /** What can be seen of it at a glance, a bit for each {@link Trait}. */
    default long traits() {
        return 0;
    }

    /** Hands each direct child to the visitor, in document order. */
    default void children(Consumer<Node> visitor) {}
}
