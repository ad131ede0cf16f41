package smtplint.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.lint.LintWorker;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.SourceText;

/**
 * Throughput of check on transcripts, with all rules, by thread CPU time: reading and taking sessions apart, then judging
 * them. Median of the later half of the rounds. Usage: TranscriptSpeed [megabytes] [rounds] [dialect].
 */
public final class TranscriptSpeed {
    private static final int WINDOW = 1 << 18;
    private static final int BATCH = 256;
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));
    private static final LintWorker WORKER = LINTER.worker();

    private TranscriptSpeed() {}

    public static void main(String[] args) {
        int size = (args.length > 0 ? Integer.parseInt(args[0]) : 8) << 20;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        List<String> dialects = args.length > 2 ? List.of(args[2]) : Recordings.DIALECTS;
        System.out.printf(
                Locale.ROOT,
                "%-18s %9s %9s %9s %10s %9s%n",
                "MB/s per core",
                "reading",
                "all",
                "sessions",
                "lines",
                "findings");
        for (String dialect : dialects) measure(dialect, Recordings.bytes(dialect, size), rounds);
    }

    private static void measure(String dialect, byte[] bytes, int rounds) {
        List<Double> reading = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        long[] counts = new long[2];
        for (int i = 0; i < rounds; i++) {
            long before = CpuTime.now();
            read(dialect, bytes, new ArrayList<>(), false);
            long between = CpuTime.now();
            List<Report> reports = new ArrayList<>();
            read(dialect, bytes, reports, true);
            reading.add((between - before) / 1e9);
            all.add((CpuTime.now() - between) / 1e9);
            counts[0] = reports.size() - 1;
            counts[1] = reports.stream().mapToLong(r -> r.findings().size()).sum();
        }
        long lines = 0;
        for (byte b : bytes) if (b == '\n') lines++;
        System.out.printf(
                Locale.ROOT,
                "%-18s %9.1f %9.1f %9d %10d %9d%n",
                dialect,
                CpuTime.megabytesPerSecond(reading, bytes.length),
                CpuTime.megabytesPerSecond(all, bytes.length),
                counts[0],
                lines,
                counts[1]);
    }

    private static void read(String dialect, byte[] bytes, List<Report> reports, boolean judge) {
        List<StreamedSession> waiting = new ArrayList<>();
        SessionStream stream = LINTER.stream(
                        SourceText.of(Arrays.copyOf(bytes, Math.min(bytes.length, 1 << 20))), "", waiting::add)
                .orElseThrow();
        if (!stream.recording().dialect().equals(dialect)) throw new IllegalStateException(dialect);
        for (int from = 0; from < bytes.length; from += WINDOW) {
            byte[] window = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + WINDOW));
            stream.take(window, window.length);
            if (judge && waiting.size() >= BATCH) {
                for (Report report : WORKER.checkSessions(stream.recording(), waiting)) reports.add(slim(report));
                waiting.clear();
            } else if (!judge) {
                waiting.clear();
            }
        }
        stream.finish();
        if (!judge) return;
        for (Report report : WORKER.checkSessions(stream.recording(), waiting)) reports.add(slim(report));
        reports.add(WORKER.checkAside(stream.recording(), stream.aside()));
    }

    /** The findings alone: what was read is not kept. */
    private static Report slim(Report report) {
        return new Report(
                SourceText.of(""),
                report.kind(),
                report.dialect(),
                report.confidence(),
                List.of(),
                report.preserves(),
                List.of(),
                List.of(),
                report.findings());
    }
}
