package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.LineTable;
import smtplint.analyzer.source.SourceText;

/**
 * Lines of two files in one text, each ended by LF or CR LF.
 *
 * @param text knows of each line the file and the place there
 */
record JoinedLines(SourceText text, List<Line> all) {

    /** A line, its line end left out, and the one that it is a copy of. */
    record Line(SourceText text, Half.Line from) {}

    static JoinedLines of(List<Half.Line> order) {
        int size = 0;
        for (Half.Line line : order) size += line.end() - line.whole().start() + 1;
        byte[] bytes = new byte[size];
        LineTable table = new LineTable();
        int[] starts = new int[order.size()];
        int length = 0;
        for (int i = 0; i < starts.length; i++) {
            Half.Line line = order.get(i);
            int from = line.whole().start();
            starts[i] = length;
            System.arraycopy(line.whole().buffer(), from, bytes, length, line.end() - from);
            length += line.end() - from;
            if (line.end() == line.whole().end()) bytes[length++] = '\n';
            table.add(starts[i], length, from, line.number(), line.half().file());
        }
        SourceText text = SourceText.of(java.util.Arrays.copyOf(bytes, length)).withLines(table);
        List<Line> lines = new ArrayList<>(starts.length);
        for (int i = 0; i < starts.length; i++) {
            Half.Line line = order.get(i);
            lines.add(new Line(text.slice(starts[i], starts[i] + line.whole().length()), line));
        }
        return new JoinedLines(text, lines);
    }
}
