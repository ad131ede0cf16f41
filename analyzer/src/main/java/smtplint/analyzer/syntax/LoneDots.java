package smtplint.analyzer.syntax;

import smtplint.analyzer.model.FakeEnd;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Finds the dots that stand alone between two line ends of any kind: CRLF, CR, LF, CR CR LF, CR NUL LF, with or without
 * NUL beside the dot. Only {@link FakeEnd#REAL} ends content, and that form is not reported. Content is given line by
 * line; a line may hold CR, LF and NUL.
 */
final class LoneDots {
    /** Told of each dot when the line end behind it was read. */
    interface Listener {
        /**
         * @param from where in the line the dot, or a NUL before it, stands; -1 when it stands in the line before
         * @param after the offset after the line end; the end of the line when its own line end follows the dot
         */
        void found(String form, SourceText line, Span dot, int from, int after);
    }

    private final Listener listener;
    private String before = "CRLF";
    private boolean atLineStart = true;
    private boolean nulBefore;
    private boolean nulAfter;
    private boolean dotOpen;
    private Span dot = Span.at(0);
    /** Where in this line the dot or a NUL before it stands. */
    private int from;

    LoneDots(Listener listener) {
        this.listener = listener;
    }

    void line(SourceText content, LineEnding ending) {
        from = dotOpen ? -1 : content.start();
        int end = content.end();
        int i = content.start();
        while (i < end) {
            int octet = content.at(i);
            if (octet == '\r' || octet == '\n') {
                i = lineEnd(content, i, ending);
                if (i > end) return;
                from = i;
            } else {
                octet(content, i++, octet);
                // Nothing but a line end matters in the rest of a line that is no lone dot.
                if (!dotOpen && !atLineStart) i = nextLineEnd(content, i);
            }
        }
        if (ending != LineEnding.NONE) closed(name(ending), content, end);
    }

    private static int nextLineEnd(SourceText content, int from) {
        byte[] bytes = content.buffer();
        int end = content.end();
        int i = from;
        while (i < end && bytes[i] != '\r' && bytes[i] != '\n') i++;
        return i;
    }

    private void octet(SourceText content, int at, int octet) {
        if (octet == 0 && dotOpen) {
            nulAfter = true;
        } else if (octet == 0 && atLineStart) {
            nulBefore = true;
        } else if (octet == '.' && atLineStart && !dotOpen) {
            dotOpen = true;
            dot = content.span(at, at + 1);
        } else {
            dotOpen = false;
            atLineStart = false;
        }
    }

    /** Takes a line end inside of the line; returns the offset after it, or one after the line when that ended it too. */
    private int lineEnd(SourceText content, int at, LineEnding ending) {
        if (content.at(at) == '\n') return closed("LF", content, at + 1);
        int i = at + 1;
        while (i < content.end() && content.at(i) == 0) i++;
        boolean nul = i > at + 1;
        boolean last = i == content.end();
        if (last && nul && ending == LineEnding.LF) return closed("CR+NUL+LF", content, i) + 1;
        if (last && !nul && ending == LineEnding.CRLF) return closed("CR+CRLF", content, i) + 1;
        if (!last && nul && content.at(i) == '\n') return closed("CR+NUL+LF", content, i + 1);
        if (!last && !nul && content.at(i) == '\n') return closed("CRLF", content, i + 1);
        boolean doubled = !nul && i + 1 < content.end() && content.at(i) == '\r' && content.at(i + 1) == '\n';
        return doubled ? closed("CR+CRLF", content, i + 2) : closed("CR", content, at + 1);
    }

    private int closed(String name, SourceText content, int after) {
        if (dotOpen) {
            String form = before + (nulBefore ? "+NUL." : ".") + (nulAfter ? "NUL+" : "") + name;
            if (!form.equals(FakeEnd.REAL)) listener.found(form, content, dot, from, after);
        }
        dotOpen = false;
        nulBefore = false;
        nulAfter = false;
        atLineStart = true;
        // What precedes the last CR does not matter to the dot behind it.
        before = name.equals("CR+CRLF") ? "CRLF" : name;
        return after;
    }

    private static String name(LineEnding ending) {
        return ending == LineEnding.UNKNOWN ? "CRLF" : ending.name();
    }
}
