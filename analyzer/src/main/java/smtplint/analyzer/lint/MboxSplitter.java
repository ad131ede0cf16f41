package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;

/**
 * Cuts an mbox at its "From " lines. Such a line separates messages where an empty line precedes it and it names a time
 * and a year; one inside a body was quoted by whoever wrote the mbox (RFC 4155), or is a sentence. A Content-Length
 * field is believed where a message, or the end, follows the octets that it counts: "From " lines among them are text.
 */
public final class MboxSplitter {
    /** No program writes a longer one. */
    public static final int LONGEST_POSTMARK = 1000;

    private static final int LONGEST_FIELD_NAME = 80;
    private static final String CONTENT_LENGTH = "content-length:";

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
        return next(mbox, start, true);
    }

    /**
     * As {@link #next(SourceText, int)}, of a text that may go on behind its end.
     *
     * @param complete false where more follows: the end then says that it must be seen first
     */
    public static int next(SourceText mbox, int start, boolean complete) {
        long body = -1;
        long length = -1;
        int lf = mbox.indexOf('\n', start);
        while (lf >= 0) {
            int line = lf + 1;
            if (body < 0) {
                if (isEmptyLine(mbox, line)) {
                    body = afterLine(mbox, line);
                    if (length >= 0 && body + length <= Integer.MAX_VALUE) {
                        long counted = afterBody(mbox, body + length, complete);
                        if (counted >= 0) return (int) counted;
                    }
                } else if (length < 0) {
                    length = contentLength(mbox, line);
                }
            }
            // Mozilla's bare line is no sentence, and was written without an empty line before it.
            if (isPostmark(mbox, line) && (followsEmptyLine(mbox, lf, start) || isBare(mbox, line))) return line;
            lf = mbox.indexOf('\n', line);
        }
        return mbox.end();
    }

    /** Where the next message begins if the body ends there, as its field says; -1 when it does not. */
    private static long afterBody(SourceText mbox, long bodyEnd, boolean complete) {
        if (!complete && bodyEnd + 2 * LONGEST_POSTMARK > mbox.end()) return mbox.end();
        if (bodyEnd > mbox.end()) return -1;
        int at = (int) bodyEnd;
        if (mbox.at(at - 1) != '\n') at = isEmptyLine(mbox, at) ? afterLine(mbox, at) : -1;
        while (at >= 0 && at < mbox.end() && isEmptyLine(mbox, at)) at = afterLine(mbox, at);
        return at == mbox.end() || at >= 0 && isPostmark(mbox, at) ? at : -1;
    }

    /** The value of a Content-Length field that starts there, -1 when it is another line. */
    private static long contentLength(SourceText mbox, int line) {
        if (!mbox.startsWithIgnoringCase(CONTENT_LENGTH, line)) return -1;
        int at = line + CONTENT_LENGTH.length();
        while (at < mbox.end() && (mbox.at(at) == ' ' || mbox.at(at) == '\t')) at++;
        long value = -1;
        for (; at < mbox.end() && mbox.at(at) >= '0' && mbox.at(at) <= '9'; at++) {
            value = Math.max(value, 0) * 10 + mbox.at(at) - '0';
            if (value > Integer.MAX_VALUE) return -1;
        }
        return at < mbox.end() && mbox.at(at) <= ' ' ? value : -1;
    }

    private static boolean isEmptyLine(SourceText text, int line) {
        int at = line < text.end() && text.at(line) == '\r' ? line + 1 : line;
        return at < text.end() && text.at(at) == '\n';
    }

    private static int afterLine(SourceText text, int line) {
        int lf = text.indexOf('\n', line);
        return lf < 0 ? text.end() : lf + 1;
    }

    /** True when a "From " line with a time and, after it, a year starts at the offset, or a bare "From -". */
    public static boolean isPostmark(SourceText text, int offset) {
        if (!text.startsWith("From ", offset)) return false;
        if (isBare(text, offset)) return true;
        int limit = Math.min(text.end(), offset + LONGEST_POSTMARK);
        boolean time = false;
        for (int i = offset + 5; i < limit && text.at(i) != '\n'; i++) {
            if (!time) time = digits(text, i, limit) == 2 && i + 2 < limit && text.at(i + 2) == ':';
            else if (text.at(i - 1) == ' ' && digits(text, i, limit) == 4) return true;
        }
        return false;
    }

    /** The line that Mozilla writes where it knows no time: "From -", with a field behind it. */
    private static boolean isBare(SourceText text, int offset) {
        if (!text.startsWith("From -", offset)) return false;
        int i = offset + 6;
        while (i < text.end() && (text.at(i) == ' ' || text.at(i) == '\r')) i++;
        if (i >= text.end() || text.at(i) != '\n') return false;
        int name = ++i;
        while (i < text.end() && i < name + LONGEST_FIELD_NAME && text.at(i) > ' ' && text.at(i) != ':') i++;
        return i > name && i < text.end() && text.at(i) == ':';
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
