package smtplint.analyzer.lint;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/**
 * What was read in one input, and what was found.
 *
 * @param dialect of a transcript; "pcap" for a capture, "message" for a message, "mbox", or "unknown"
 * @param confidence 0 to 1
 * @param reasons why it was read so
 * @param preserves what such a recording keeps
 * @param messages that stand alone; those of sessions are in their transactions
 * @param findings in the order of the input
 */
public record Report(
        SourceText source,
        Kind kind,
        String dialect,
        double confidence,
        List<String> reasons,
        Set<Evidence> preserves,
        List<Session> sessions,
        List<Message> messages,
        List<Finding> findings) {
    /** The same with other findings. */
    public Report with(List<Finding> others) {
        return new Report(source, kind, dialect, confidence, reasons, preserves, sessions, messages, others);
    }

    public enum Kind {
        TRANSCRIPT,
        MESSAGE,
        MBOX,
        CAPTURE,
        LOG,
        UNKNOWN
    }
}
