package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** What is found in a file, read whole or piece by piece, in words that can be compared. */
public final class PieceByPiece {
    /** Of a note, which a stream does not know to be unused. */
    private static final List<String> OF_WHOLE_FILES = List.of(InternalRules.UNUSED);

    /** Made once for each linter: a cut at every byte asks it thousands of times. */
    private static final Map<Linter, LintWorker> WORKERS = new IdentityHashMap<>();

    private PieceByPiece() {}

    /** True when the input can be read so. */
    public static boolean streams(Linter linter, byte[] bytes) {
        return linter.stream(SourceText.of(bytes), "", session -> {}).isPresent();
    }

    /** What is found in the whole file, and the sessions in it. */
    public static List<String> whole(Linter linter, byte[] bytes) {
        Report report = linter.check(SourceText.of(bytes), "");
        List<String> found = new ArrayList<>();
        add(report, found);
        found.sort(null);
        return found;
    }

    /** What is found in two pieces. */
    public static List<String> cutAt(Linter linter, byte[] bytes, int cut) {
        return streamed(linter, bytes, List.of(cut, bytes.length));
    }

    /** What is found in pieces of a size. */
    public static List<String> inPieces(Linter linter, byte[] bytes, int size) {
        List<Integer> cuts = new ArrayList<>();
        for (int cut = size; cut < bytes.length; cut += size) cuts.add(cut);
        cuts.add(bytes.length);
        return streamed(linter, bytes, cuts);
    }

    private static List<String> streamed(Linter linter, byte[] bytes, List<Integer> cuts) {
        List<StreamedSession> sessions = new ArrayList<>();
        SessionStream stream =
                linter.stream(SourceText.of(bytes), "", sessions::add).orElseThrow();
        int from = 0;
        for (int cut : cuts) {
            byte[] piece = Arrays.copyOfRange(bytes, from, cut);
            stream.take(piece, piece.length);
            from = cut;
        }
        stream.finish();
        LintWorker worker = WORKERS.computeIfAbsent(linter, Linter::worker);
        List<String> found = new ArrayList<>();
        for (Report report : worker.checkSessions(stream.recording(), sessions)) add(report, found);
        add(worker.checkAside(stream.recording(), stream.aside()), found);
        found.sort(null);
        return found;
    }

    private static void add(Report report, List<String> found) {
        LineIndex lines = new LineIndex(report.source());
        for (Finding finding : report.findings()) {
            if (OF_WHOLE_FILES.contains(finding.rule().id())) continue;
            StringBuilder text = new StringBuilder(finding.rule().id());
            text.append(' ').append(finding.message()).append(" at ").append(finding.selector());
            place(finding.span(), lines, text);
            finding.related().forEach(related -> place(related.span(), lines, text));
            found.add(text.toString());
        }
        for (var session : report.sessions())
            found.add("session " + session.number() + " " + session.key() + " "
                    + session.evidence().stream().sorted().toList()
                    + session.exchanges().size());
    }

    private static void place(Span span, LineIndex lines, StringBuilder text) {
        for (int offset : new int[] {span.start(), span.end()}) {
            int line = lines.line(offset);
            text.append(' ')
                    .append(lines.lineInFile(line))
                    .append(':')
                    .append(lines.position(offset).column());
            text.append('@').append(offset + lines.shift(line));
        }
    }
}
