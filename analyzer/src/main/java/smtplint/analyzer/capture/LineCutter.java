package smtplint.analyzer.capture;

import smtplint.analyzer.source.LineEnding;
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

    private final Page page;
    private final Lines lines;
    private TextAssembler begun = new TextAssembler(0);

    LineCutter(Page page, Lines lines) {
        this.page = page;
        this.lines = lines;
    }

    /** Octets of a line whose end has not come. */
    int begun() {
        return begun.length();
    }

    void forget() {
        begun = new TextAssembler(0);
    }

    /** @param skip octets of the piece that are left out */
    void take(Piece piece, int skip) {
        int to = piece.place() + piece.length();
        int at = piece.place() + skip;
        while (at < to) {
            long limit = Math.min(to - at, lines.longest() - begun.length());
            int end = lineEnd(piece.bytes(), at, at + (int) Math.max(0, limit));
            SourceText part = page.add(piece, at, end);
            boolean over = piece.bytes()[end - 1] == '\n' || begun.length() + (end - at) >= lines.longest();
            if (over) emit(part, piece.time());
            else begun.copy(part, part.start(), part.end());
            at = end;
        }
    }

    private static int lineEnd(byte[] bytes, int from, int limit) {
        int end = Math.max(from + 1, limit);
        for (int i = from; i < end; i++) if (bytes[i] == '\n') return i + 1;
        return end;
    }

    private void emit(SourceText part, long time) {
        SourceText whole = part;
        if (begun.length() > 0) {
            begun.copy(part, part.start(), part.end());
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
