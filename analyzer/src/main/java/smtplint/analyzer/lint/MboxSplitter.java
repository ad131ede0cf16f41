package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;

/**
 * Cuts an mbox at its "From " lines. Such a line separates messages where an empty line precedes it and it names a time
 * and a year; one inside a body was quoted by whoever wrote the mbox (RFC 4155), or is a sentence.
 */
public final class MboxSplitter {
    /** No program writes a longer one. */
    public static final int LONGEST_POSTMARK = 1000;

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
            if (isPostmark(mbox, line) && followsEmptyLine(mbox, lf, start)) return line;
            lf = mbox.indexOf('\n', line);
        }
        return mbox.end();
    }

    /** True when a "From " line with a time and, after it, a year starts at the offset. */
    public static boolean isPostmark(SourceText text, int offset) {
        if (!text.startsWith("From ", offset)) return false;
        int limit = Math.min(text.end(), offset + LONGEST_POSTMARK);
        boolean time = false;
        for (int i = offset + 5; i < limit && text.at(i) != '\n'; i++) {
            if (!time) time = digits(text, i, limit) == 2 && i + 2 < limit && text.at(i + 2) == ':';
            else if (text.at(i - 1) == ' ' && digits(text, i, limit) == 4) return true;
        }
        return false;
    }

    private static int digits(SourceText text, int from, int limit) {
        int i = from;
        while (i < limit && i - from < 5 && text.at(i) >= '0' && text.at(i) <= '9') i++;
        return i - from;
    }

    private static boolean followsEmptyLine(SourceText mbox, int lf, int start) {
        int before = lf > start && mbox.at(lf - 1) == '\r' ? lf - 2 : lf - 1;
        return before >= start && mbox.at(before) == '\n';
    }
}
