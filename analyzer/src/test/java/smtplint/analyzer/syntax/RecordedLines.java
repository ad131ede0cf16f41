package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Session lines from text: {@code C: } client, {@code S: } server, any other line the name of an event. */
final class RecordedLines {
    static final Set<Evidence> ALL_SHOWN =
            Set.of(Evidence.LINES, Evidence.BOTH, Evidence.ORDER, Evidence.MESSAGE, Evidence.STUFFED);

    private RecordedLines() {}

    static SessionLines of(String text, Set<Evidence> evidence) {
        SourceText source = SourceText.of(text);
        List<TranscriptLine> lines = new ArrayList<>();
        smtplint.analyzer.source.Lines walk = new smtplint.analyzer.source.Lines(source);
        while (walk.next()) lines.add(line(source, walk.start(), walk.contentEnd()));
        return new SessionLines("", 1, lines, evidence, Circumstances.UNKNOWN);
    }

    private static TranscriptLine line(SourceText source, int start, int end) {
        boolean client = source.startsWith("C: ", start);
        boolean server = source.startsWith("S: ", start);
        TranscriptLine.Kind kind = client
                ? TranscriptLine.Kind.CLIENT
                : server ? TranscriptLine.Kind.SERVER : TranscriptLine.Kind.valueOf(source.string(start, end));
        return new TranscriptLine(
                kind,
                source.slice(client || server ? start + 3 : end, end),
                LineEnding.UNKNOWN,
                -1,
                false,
                source.span(start, end));
    }
}
