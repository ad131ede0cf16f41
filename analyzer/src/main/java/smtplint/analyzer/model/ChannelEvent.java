package smtplint.analyzer.model;

import smtplint.analyzer.source.Span;

/**
 * Something that the recording says happened to the channel, between the lines.
 *
 * @param time microseconds since some fixed moment of the recording, -1 when unknown
 */
public record ChannelEvent(Kind kind, long time, Span span) implements Node {
    public enum Kind {
        OPENED,
        /** A TLS handshake was completed. */
        TLS,
        /** A TLS handshake failed. */
        TLS_FAILED,
        CLOSED_BY_CLIENT,
        CLOSED_BY_SERVER,
        /** Closed, and the recording does not say by whom. */
        CLOSED,
        /** Content was sent that the recording does not show. */
        ELIDED,
        /** The recording has a hole here. */
        GAP
    }

    public boolean isCloseBySide() {
        return kind == Kind.CLOSED_BY_CLIENT || kind == Kind.CLOSED_BY_SERVER;
    }
}
