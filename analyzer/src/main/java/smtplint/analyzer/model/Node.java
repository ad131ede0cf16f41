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
                Part {
    Span span();

    /** Hands each direct child to the visitor, in document order. */
    default void children(Consumer<Node> visitor) {}
}
