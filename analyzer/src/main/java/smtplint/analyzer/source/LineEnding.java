package smtplint.analyzer.source;

/** How a line ended, as far as the recording shows it. {@code UNKNOWN}: the recording does not keep line ends. */
public enum LineEnding {
    CRLF,
    LF,
    CR,
    NONE,
    UNKNOWN
}
