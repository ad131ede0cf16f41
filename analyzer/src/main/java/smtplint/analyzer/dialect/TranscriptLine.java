package smtplint.analyzer.dialect;

import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * One line of the dialogue, or one event beside it.
 *
 * @param content the line as on the wire, without its line end; unescaped, and still mapped to the input
 * @param ending as on the wire where the recording shows it, UNKNOWN otherwise
 * @param time microseconds since some fixed moment of the recording, -1 when the line has none
 * @param hidden the recording masks or cuts the text: what it says must not be judged
 * @param span the whole line of the input, prefix included
 */
public record TranscriptLine(Kind kind, SourceText content, LineEnding ending, long time, boolean hidden, Span span) {
    public enum Kind {
        CLIENT,
        SERVER,
        /** The channel was opened. */
        OPENED,
        /** A TLS handshake was completed. */
        TLS,
        TLS_FAILED,
        CLOSED_BY_CLIENT,
        CLOSED_BY_SERVER,
        /** Closed, the recording does not say by whom. */
        CLOSED,
        /** The client sent content that the recording does not show. */
        ELIDED,
        /** The recording has a hole here. */
        GAP
    }

    /** A line of one side. */
    static TranscriptLine said(Kind side, SourceText content, LineEnding ending, long time, SourceText line) {
        return new TranscriptLine(side, content, ending, time, false, line.span());
    }

    /** An event, told by a whole line. */
    static TranscriptLine event(Kind kind, SourceText line, long time) {
        SourceText none = line.slice(line.end(), line.end());
        return new TranscriptLine(kind, none, LineEnding.UNKNOWN, time, false, line.span());
    }

    /** The same line, whose text must not be judged. */
    TranscriptLine asHidden() {
        return new TranscriptLine(kind, content, ending, time, true, span);
    }

    /** The same line; where it has no line end, the recorder left it out. */
    TranscriptLine withUnseenEnding() {
        if (ending != LineEnding.NONE) return this;
        return new TranscriptLine(kind, content, LineEnding.UNKNOWN, time, hidden, span);
    }

    TranscriptLine withContent(SourceText text) {
        return new TranscriptLine(kind, text, ending, time, hidden, span);
    }

    public boolean isEvent() {
        return kind != Kind.CLIENT && kind != Kind.SERVER;
    }
}
