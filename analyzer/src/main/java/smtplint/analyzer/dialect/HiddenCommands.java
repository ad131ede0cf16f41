package smtplint.analyzer.dialect;

import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/**
 * tshark does not show commands that stand in one segment with the end of the content: that there was one is seen from a
 * reply behind the one to the content.
 */
final class HiddenCommands {
    private boolean afterContent;
    private int replies;

    void content() {
        afterContent = true;
        replies = 0;
    }

    /** True for a line of a reply before which a command is missing. */
    boolean covers(Kind side, SourceText line) {
        if (side == Kind.CLIENT) afterContent = false;
        if (!afterContent) return false;
        boolean missing = replies > 0;
        if (!WireLine.announcesMore(line)) replies++;
        if (missing) afterContent = false;
        return missing;
    }
}
