package smtplint.analyzer.source;

/** What a recording preserves, and what a rule needs to judge: DESIGN.md calls it evidence. */
public enum Evidence {
    /** The dialogue lines of a side are as sent. */
    LINES,
    /** Both sides are shown. */
    BOTH,
    /** The lines of the two sides stand in the order of the wire. */
    ORDER,
    /** The recording begins with the connection. */
    START,
    /** The end of the recording is the end of the session. */
    END,
    /** The content is shown. */
    MESSAGE,
    /** The content is shown as on the wire, dots stuffed. */
    STUFFED,
    /** Byte-exact, line ends visible. */
    WIRE,
    /** Lines carry times. */
    TIME,
    /** Envelope and message stand together. */
    ENVELOPE,
    /** Port, protocol (SMTP, submission, LMTP) or whose log it is are known. */
    ROLE,
    /** DNS answers are at hand. */
    DNS
}
