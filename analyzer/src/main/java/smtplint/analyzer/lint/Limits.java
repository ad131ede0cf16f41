package smtplint.analyzer.lint;

import smtplint.analyzer.dialect.ReadingLimits;
import smtplint.analyzer.syntax.MessageLimits;

/**
 * Sizes above which an input is cut off or refused, with a finding that names the limit (DESIGN.md section 4).
 *
 * @param unitBytes of a message or session
 * @param lineBytes of a line
 * @param headerBytes of a header section
 * @param fields of a header section
 * @param mimeDepth of nested parts
 * @param parts of a message
 * @param openSessions in a log at a time
 */
public record Limits(
        long unitBytes, int lineBytes, int headerBytes, int fields, int mimeDepth, int parts, int openSessions) {
    public static final Limits DEFAULT = new Limits(256L << 20, 1 << 20, 1 << 20, 10_000, 100, 10_000, 10_000);

    ReadingLimits ofTranscripts() {
        return new ReadingLimits(lineBytes, unitBytes, openSessions);
    }

    MessageLimits ofMessages() {
        return new MessageLimits(headerBytes, fields, mimeDepth, parts);
    }
}
