package smtplint.analyzer.model;

import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * An Internet message: header section and body (RFC 5322 §2.1).
 *
 * @param postmark the "From " line of an mbox, or one that slipped into the message
 * @param context where it was found, which decides what may be asked of it
 */
public record Message(Optional<Text> postmark, HeaderSection header, Part body, Context context, Span span)
        implements Node {

    public enum Context {
        /** A file or a message of an mbox: it may have been delivered. */
        STORED,
        /** The content of a transaction: as the client submitted or relayed it. */
        TRANSFERRED,
        /** Inside message/rfc822 or message/global. */
        EMBEDDED
    }

    /** Those of its header section. */
    @Override
    public long topics() {
        return header.topics();
    }

    @Override
    public void children(Consumer<Node> visitor) {
        visitor.accept(header);
        visitor.accept(body);
    }
}
