package smtplint.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.field.ParsedField;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import smtplint.analyzer.lint.LintWorker;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.MboxSplitter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.SourceText;

/**
 * Throughput per core of check with all rules, beside mime4j in the same run: rounds alternate, thread CPU time, median
 * of the later rounds. mime4j parses the fields that it has parsers for and reads the bodies; it judges nothing.
 *
 * <p>Usage: SideBySide [megabytes] [rounds], or "corpus FOLDER MEGABYTES" to write the corpora.
 */
public final class SideBySide {
    private static final int WINDOW = 1 << 20;
    private static final LintWorker WORKER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z"))).worker();

    private SideBySide() {}

    private interface Work {
        /** Returns something that depends on the work, so that it can't be left out. */
        long run(byte[] bytes);
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 3 && args[0].equals("corpus")) {
            write(Path.of(args[1]), Integer.parseInt(args[2]) << 20);
            return;
        }
        int size = (args.length > 0 ? Integer.parseInt(args[0]) : 16) << 20;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        System.out.printf(Locale.ROOT, "%-22s %12s %12s %8s%n", "MB/s per core", "smtplint", "mime4j", "ratio");
        pair("header-heavy mbox", Corpus.headerHeavyMbox(size), rounds);
        pair("attachment mbox", Corpus.attachmentMbox(size), rounds);
        byte[] transcripts = Corpus.transcripts(size);
        double alone = CpuTime.megabytesPerSecond(measure(SideBySide::lint, transcripts, rounds), transcripts.length);
        System.out.printf(Locale.ROOT, "%-22s %12.0f %12s %8s%n", "C:/S: transcripts", alone, "-", "-");
    }

    private static void write(Path folder, int size) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("list.mbox"), Corpus.headerHeavyMbox(size));
        Files.write(folder.resolve("mix.mbox"), Corpus.attachmentMbox(size));
        Files.write(folder.resolve("sessions.smtp"), Corpus.transcripts(size));
    }

    private static void pair(String name, byte[] mbox, int rounds) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ours.addAll(measure(SideBySide::lintMessages, mbox, 1));
            theirs.addAll(measure(SideBySide::mime4j, mbox, 1));
        }
        double our = CpuTime.megabytesPerSecond(ours, mbox.length);
        double their = CpuTime.megabytesPerSecond(theirs, mbox.length);
        System.out.printf(Locale.ROOT, "%-22s %12.0f %12.0f %8.2f%n", name, our, their, our / their);
    }

    private static List<Double> measure(Work work, byte[] bytes, int rounds) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long before = CpuTime.now();
            if (work.run(bytes) < 0) throw new IllegalStateException("nothing was read");
            seconds.add((CpuTime.now() - before) / 1e9);
        }
        return seconds;
    }

    private static long lint(byte[] bytes) {
        Report report = WORKER.check(SourceText.of(bytes), "sessions.smtp");
        return report.sessions().size() + report.findings().size();
    }

    /** In windows, as the command line reads an mbox. */
    private static long lintMessages(byte[] bytes) {
        SourceText mbox = SourceText.of(bytes);
        long findings = 0;
        List<SourceText> window = new ArrayList<>();
        int windowStart = 0;
        for (int start = 0; start < bytes.length; ) {
            int next = MboxSplitter.next(mbox, start);
            window.add(mbox.slice(start, next));
            start = next;
            if (start - windowStart < WINDOW && start < bytes.length) continue;
            for (Report report : WORKER.checkMessages(window, 1))
                findings += report.findings().size();
            window.clear();
            windowStart = start;
        }
        return findings;
    }

    private static long mime4j(byte[] bytes) {
        SourceText mbox = SourceText.of(bytes);
        long tokens = 0;
        for (int start = 0; start < bytes.length; ) {
            int next = MboxSplitter.next(mbox, start);
            int first = mbox.indexOf('\n', start) + 1;
            tokens += mime4j(Arrays.copyOfRange(bytes, first, next), new MimeTokenStream());
            start = next;
        }
        return tokens;
    }

    private static long mime4j(byte[] message, MimeTokenStream stream) {
        long tokens = 0;
        byte[] buffer = new byte[8192];
        try {
            stream.parse(new ByteArrayInputStream(message));
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                tokens++;
                if (state == EntityState.T_FIELD) {
                    ParsedField field =
                            LenientFieldParser.parse(stream.getField().toString());
                    tokens += field.isValidField() ? 1 : 0;
                } else if (state == EntityState.T_BODY) {
                    int read;
                    while ((read = stream.getDecodedInputStream().read(buffer)) > 0) tokens += read & 1;
                }
            }
        } catch (IOException | MimeException refused) {
            return tokens;
        }
        return tokens;
    }
}
