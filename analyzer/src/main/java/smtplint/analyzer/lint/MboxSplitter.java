package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;

/**
 * Cuts an mbox at its "From " lines. Such a line separates messages where an empty line precedes it; one inside a body
 * was quoted by whoever wrote the mbox (RFC 4155).
 */
public final class MboxSplitter {
    private MboxSplitter() {}

    /** The messages, each with its "From " line, in order. */
    public static List<SourceText> split(SourceText mbox) {
        List<SourceText> messages = new ArrayList<>();
        int start = mbox.start();
        while (start < mbox.end()) {
            int next = next(mbox, start);
            messages.add(mbox.slice(start, next));
            start = next;
        }
        return messages;
    }

    /** Where the message after the one at {@code start} begins; the end of the text when there is none. */
    public static int next(SourceText mbox, int start) {
        int lf = mbox.indexOf('\n', start);
        while (lf >= 0) {
            int line = lf + 1;
            if (mbox.startsWith("From ", line) && followsEmptyLine(mbox, lf, start)) return line;
            lf = mbox.indexOf('\n', line);
        }
        return mbox.end();
    }

    private static boolean followsEmptyLine(SourceText mbox, int lf, int start) {
        int before = lf > start && mbox.at(lf - 1) == '\r' ? lf - 2 : lf - 1;
        return before >= start && mbox.at(before) == '\n';
    }
}
