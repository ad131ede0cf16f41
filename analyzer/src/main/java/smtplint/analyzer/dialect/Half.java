package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.Lines;
import smtplint.analyzer.source.SourceText;

/**
 * One of two files, each of which holds what one side said.
 *
 * @param file from 0
 * @param side whose words it holds
 */
record Half(int file, Kind side, SourceText source, List<Line> lines) {

    /**
     * A line of it.
     *
     * @param time never before that of the line above; -1 where lines have none
     * @param end after its line end
     */
    record Line(Half half, SourceText whole, LineEnding ending, int end, int number, long time) {
        boolean isOfServer() {
            return half.side() == Kind.SERVER;
        }

        SourceText said(OneSided form) {
            return form.said(whole);
        }
    }

    static Half of(int file, Kind side, SourceText source, OneSided form) {
        Half half = new Half(file, side, source, new ArrayList<>());
        Lines walk = new Lines(source);
        long last = -1;
        while (walk.next()) {
            SourceText line = source.slice(walk.start(), walk.contentEnd());
            last = Math.max(last, form.time(line));
            half.lines.add(new Line(half, line, walk.ending(), walk.end(), half.lines.size() + 1, last));
        }
        return half;
    }

    long firstTime() {
        return lines.get(0).time();
    }

    long lastTime() {
        return lines.get(lines.size() - 1).time();
    }
}
