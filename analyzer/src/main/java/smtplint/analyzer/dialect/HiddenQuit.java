package smtplint.analyzer.dialect;

import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** tshark does not show a QUIT that stands in one segment with the end of the content: a 221 behind the reply tells of it. */
final class HiddenQuit {
    private static final int GOODBYE = 221;

    private boolean afterContent;
    private int replies;

    void content() {
        afterContent = true;
        replies = 0;
    }

    /** True for a line of a reply before which QUIT is missing. */
    boolean covers(Kind side, SourceText line) {
        if (side == Kind.CLIENT) afterContent = false;
        if (!afterContent) return false;
        boolean missing = replies > 0 && LineShape.replyCode(line) == GOODBYE;
        if (!WireLine.announcesMore(line)) replies++;
        if (missing) afterContent = false;
        return missing;
    }
}
