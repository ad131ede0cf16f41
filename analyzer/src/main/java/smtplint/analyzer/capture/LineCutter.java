package smtplint.analyzer.capture;

import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.LineTable;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Cuts what one side said into lines, which may begin in one packet and end in another. */
final class LineCutter {
    interface Lines {
        /** @param whole the line with its end */
        void line(SourceText whole, SourceText content, LineEnding ending, long time);

        /** How many octets from the start of a line it is certainly over; a chunk of content ends where it says. */
        long longest();
    }

    private final SourceText file;
    private final Lines lines;
    private final LineTable table;
    private TextAssembler begun = new TextAssembler(0);

    LineCutter(SourceText file, LineTable table, Lines lines) {
        this.file = file;
        this.lines = lines;
        this.table = table;
    }

    /** Octets of a line whose end has not come. */
    int begun() {
        return begun.length();
    }

    void forget() {
        begun = new TextAssembler(0);
    }

    void take(int from, int to, long time) {
        int at = from;
        while (at < to) {
            long limit = Math.min(to - at, lines.longest() - begun.length());
            int end = lineEnd(at, at + (int) Math.max(0, limit));
            table.add(at, end);
            boolean over = file.at(end - 1) == '\n' || begun.length() + (end - at) >= lines.longest();
            if (!over) {
                begun.copy(file, at, end);
                return;
            }
            emit(at, end, time);
            at = end;
        }
    }

    private int lineEnd(int from, int limit) {
        int end = Math.max(from + 1, limit);
        for (int i = from; i < end; i++) if (file.at(i) == '\n') return i + 1;
        return end;
    }

    private void emit(int from, int to, long time) {
        SourceText whole = file.slice(from, to);
        if (begun.length() > 0) {
            begun.copy(file, from, to);
            whole = begun.text();
            forget();
        }
        say(whole, time);
    }

    /** What was said last, without an end. */
    void finish(long time) {
        if (begun.length() == 0) return;
        SourceText whole = begun.text();
        forget();
        say(whole, time);
    }

    private void say(SourceText whole, long time) {
        int end = whole.end();
        boolean lf = whole.at(end - 1) == '\n';
        boolean crlf = lf && whole.length() > 1 && whole.at(end - 2) == '\r';
        LineEnding ending = crlf ? LineEnding.CRLF : lf ? LineEnding.LF : LineEnding.NONE;
        lines.line(whole, whole.slice(whole.start(), end - (crlf ? 2 : lf ? 1 : 0)), ending, time);
    }
}
