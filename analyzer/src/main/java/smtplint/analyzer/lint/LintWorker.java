package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.capture.CaptureReader;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.dialect.ForeignSpeech;
import smtplint.analyzer.dialect.Overrun;
import smtplint.analyzer.dialect.PairReader;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.Remark;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.TranscriptStream;
import smtplint.analyzer.model.Fact;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.rules.InputRules;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.session.Facts;
import smtplint.analyzer.session.SessionBuilder;
import smtplint.analyzer.session.TlsOffers;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.syntax.DialogueReader;
import smtplint.analyzer.syntax.EhloReader;
import smtplint.analyzer.syntax.MessageLimits;
import smtplint.analyzer.syntax.MessageReader;

/**
 * Reads inputs one after the other with the same lexers and parsers, which cost more to make than a small message takes
 * to read. For one thread at a time.
 */
public final class LintWorker {
    /** What is this likely to be a message has fields that are known. */
    private static final double SURELY = 0.95;

    private final Settings settings;
    private final RuleBatch batch;
    private final MessageReader messages;
    /** Made when there is a dialogue to read: its grammars take longer to load than a small message to read. */
    private @Nullable Dialogues dialogues;

    LintWorker(Settings settings, RuleRunner runner) {
        this.settings = settings;
        batch = new RuleBatch(runner);
        messages = new MessageReader(settings.limits().ofMessages());
    }

    /** As {@link Linter#check}. */
    public Report check(SourceText source, String name) {
        if (source.isEmpty()) return unknown(source);
        if (CaptureReader.isCapture(source)) {
            CaptureReader.Capture capture =
                    CaptureReader.read(source, settings.limits().ofTranscripts());
            return transcript(capture.source(), Report.Kind.CAPTURE, capture.recording());
        }
        if (settings.dialect().isEmpty() && InputKind.isMbox(source, name)) return mbox(source);
        double message = messageLikelihood(source, name, settings);
        Optional<Recording> recording = message >= 1 && !InputKind.quotesASession(source)
                ? Optional.empty()
                : DialectDetector.read(
                        source, settings.dialect(), settings.limits().ofTranscripts());
        if (recording.isPresent() && recording.get().confidence() >= message)
            return transcript(source, kind(recording.get()), recording.get());
        boolean foreign = message < SURELY && ForeignSpeech.in(source).isPresent();
        if (message >= 0.3 && !foreign) return message(source, message);
        return unknown(source);
    }

    /**
     * Judges two files whose names say that each holds one side of a session.
     *
     * @param first goes before the other where the times of lines are the same
     * @return one report where they are one session, and its text knows which line stands in which file; else one each
     */
    public List<Report> checkPair(SourceText first, String firstName, SourceText second, String secondName) {
        PairReader.Read pair = PairReader.read(
                first, second, settings.dialect(), settings.limits().ofTranscripts());
        if (pair.text().isPresent() && pair.recording().isPresent())
            return List.of(inOneFileEach(transcript(
                    pair.text().get(), Report.Kind.TRANSCRIPT, pair.recording().get())));
        return List.of(
                apart(check(first, firstName), secondName, pair), apart(check(second, secondName), firstName, pair));
    }

    private Report apart(Report report, String other, PairReader.Read pair) {
        if (pair.apart().isEmpty()) return report;
        FindingCollector findings = new FindingCollector(settings);
        Span first =
                new LineIndex(report.source()).inOneFile(Span.at(report.source().start()));
        tell(new Remark(Remark.Kind.APART, first, List.of(other, pair.apart().get())), findings);
        return report.with(Stream.concat(findings.sorted().stream(), report.findings().stream())
                .toList());
    }

    /** Of two files a finding stands in one: where it begins. */
    private static Report inOneFileEach(Report report) {
        LineIndex lines = new LineIndex(report.source());
        return report.with(report.findings().stream()
                .map(finding -> finding.within(lines::inOneFile))
                .toList());
    }

    private static double messageLikelihood(SourceText source, String name, Settings settings) {
        return settings.dialect().isPresent() ? 0 : Math.min(1, InputKind.messageLikelihood(source, name));
    }

    /** As {@link Linter#stream}. */
    static Optional<SessionStream> stream(
            SourceText head, String name, Settings settings, Consumer<StreamedSession> sink) {
        if (CaptureReader.isCapture(head))
            return Optional.of(CaptureReader.stream(head, settings.limits().ofTranscripts(), sink));
        if (settings.dialect().isEmpty() && InputKind.isMbox(head, name)) return Optional.empty();
        double message = messageLikelihood(head, name, settings);
        if (message >= 1) return Optional.empty();
        return TranscriptStream.of(head, settings.dialect(), settings.limits().ofTranscripts(), sink)
                .filter(stream -> stream.recording().confidence() >= message)
                .map(SessionStream.class::cast);
    }

    /**
     * Judges sessions of a file that is too large to keep. Places in a report are those in the session's own text.
     *
     * @param of the file
     */
    public List<Report> checkSessions(Recording of, List<StreamedSession> sessions) {
        List<Report> reports = new ArrayList<>(sessions.size());
        batch.begin();
        List<Runnable> reporting = new ArrayList<>(sessions.size());
        for (StreamedSession streamed : sessions) {
            SourceText text = streamed.text();
            FindingCollector findings = new FindingCollector(settings);
            List<Session> one = new ArrayList<>(1);
            read(streamed.lines(text), findings, one);
            for (Session session : one) batch.add(session, session.evidence(), findings);
            reporting.add(() -> {
                Suppressions.silence(streamed.suppressions(), findings);
                reports.add(report(text, kind(of), of, one, List.of(), findings));
            });
        }
        batch.finish();
        reporting.forEach(Runnable::run);
        return reports;
    }

    /**
     * What is to be said of a file that is too large to keep, beside its sessions.
     *
     * @param aside the lines of which that is
     */
    public Report checkAside(Recording of, SourceText aside) {
        FindingCollector findings = new FindingCollector(settings);
        tell(of.overruns(), findings);
        for (Remark remark : of.remarks()) tell(remark, findings);
        Suppressions.tellUnknown(of.suppressions(), findings);
        return report(aside, kind(of), of, List.of(), List.of(), findings);
    }

    private static Report.Kind kind(Recording recording) {
        if (recording.dialect().equals(CaptureReader.NAME)) return Report.Kind.CAPTURE;
        return DialectDetector.isLog(recording.dialect()) ? Report.Kind.LOG : Report.Kind.TRANSCRIPT;
    }

    /**
     * Messages of an mbox that stand side by side, each with a report of its own. Each rule goes through all of them
     * before the next begins, which is faster than one by one.
     *
     * @param firstNumber of the first of them in its mbox, from 1: findings name their message by it
     */
    public List<Report> checkMessages(List<SourceText> sources, int firstNumber) {
        batch.begin();
        List<Report> reports = new ArrayList<>(sources.size());
        List<PendingReport> pending = new ArrayList<>(sources.size());
        for (SourceText source : sources) {
            FindingCollector findings = FindingCollector.ofMessage(settings, firstNumber + pending.size());
            Message message = read(source, findings);
            batch.add(message, messageEvidence(source), findings);
            pending.add(new PendingReport(source, message, findings));
        }
        batch.finish();
        for (PendingReport one : pending) reports.add(report(one, 1));
        return reports;
    }

    private record PendingReport(SourceText source, Message message, FindingCollector findings) {}

    /** As {@link Linter#checkMessage}. */
    public Report checkMessage(SourceText source) {
        return message(source, 1);
    }

    private Report transcript(SourceText source, Report.Kind kind, Recording recording) {
        batch.begin();
        List<Session> read = new ArrayList<>();
        FindingCollector findings = new FindingCollector(settings);
        for (SessionLines lines : recording.sessions()) read(lines, findings, read);
        List<Session> sessions = TlsOffers.compare(read);
        for (Session session : sessions) batch.add(session, session.evidence(), findings);
        for (Remark remark : recording.remarks())
            if (remark.kind() != Remark.Kind.DOUBTFUL || !sessions.isEmpty()) tell(remark, findings);
        List<Message> messages = new ArrayList<>();
        for (SourceText text : recording.messages()) {
            Message message = read(text, findings);
            messages.add(message);
            batch.add(message, messageEvidence(text), findings);
        }
        for (Fact fact : Facts.of(sessions, messages)) batch.add(fact, fact.evidence(), findings);
        batch.finish();
        tell(recording.overruns(), findings);
        Suppressions.apply(recording.suppressions(), findings);
        return report(source, kind, recording, sessions, messages, findings);
    }

    private void read(SessionLines lines, FindingCollector findings, List<Session> sessions) {
        tell(lines.overruns(), findings);
        Optional<ForeignSpeech> foreign = ForeignSpeech.in(lines);
        foreign.ifPresent(speech -> tell(Remark.foreign(speech, 1), findings));
        if (foreign.isPresent() || lines.overruns().stream().anyMatch(Overrun::fatal) || isTooLarge(lines, findings))
            return;
        Session session = session(lines);
        sessions.add(session);
        tellLimits(findings);
    }

    private record Dialogues(DialogueReader reader, EhloReader ehlo) {}

    private Session session(SessionLines lines) {
        Dialogues made = dialogues;
        if (made == null) dialogues = made = new Dialogues(new DialogueReader(messages), new EhloReader());
        return SessionBuilder.build(made.reader().read(lines), lines.number(), made.ehlo());
    }

    private static void tell(List<Overrun> overruns, FindingCollector findings) {
        for (Overrun overrun : overruns)
            findings.report(InternalRules.LIMIT, overrun.at(), overrun.what(), overrun.limit());
    }

    private static Report report(
            SourceText source,
            Report.Kind kind,
            Recording recording,
            List<Session> sessions,
            List<Message> messages,
            FindingCollector findings) {
        return new Report(
                source,
                kind,
                recording.dialect(),
                recording.confidence(),
                recording.reasons(),
                recording.preserves(),
                sessions,
                messages,
                findings.sorted());
    }

    private static void tell(Remark remark, FindingCollector findings) {
        String rule = switch (remark.kind()) {
            case FOREIGN -> InputRules.FOREIGN_PROTOCOL;
            case DOUBTFUL -> InputRules.DIALECT_DOUBTFUL;
            case MIXED -> InputRules.DIALECT_MIXED;
            case APART -> InputRules.HALVES_APART;
            case REPORTED -> InputRules.CLIENT_FAULT_IN_LOG;
        };
        findings.report(rule, remark.span(), remark.words().toArray());
    }

    private Report message(SourceText source, double confidence) {
        batch.begin();
        FindingCollector findings = new FindingCollector(settings);
        Message message = read(source, findings);
        batch.add(message, messageEvidence(source), findings);
        batch.finish();
        return report(new PendingReport(source, message, findings), confidence);
    }

    private Report report(PendingReport judged, double confidence) {
        return report(
                judged.source(),
                Report.Kind.MESSAGE,
                "message",
                Math.min(1, confidence),
                List.of("begins with header fields"),
                messageEvidence(judged.source()),
                List.of(),
                List.of(judged.message()),
                judged.findings().sorted());
    }

    /** Of a message over the limit the first octets. */
    private Message read(SourceText source, FindingCollector findings) {
        long most = settings.limits().unitBytes();
        SourceText within = source;
        if (source.length() > most) {
            within = source.slice(source.start(), source.start() + (int) most);
            findings.report(
                    InternalRules.LIMIT, source.span(within.end(), within.end()), "The size of the message", most);
        }
        Message message = messages.read(within, Message.Context.STORED);
        tellLimits(findings);
        return message;
    }

    private void tellLimits(FindingCollector findings) {
        for (MessageLimits.Reached limit : messages.takeReached())
            findings.report(InternalRules.LIMIT, Span.at(limit.at()), limit.what(), limit.limit());
    }

    private boolean isTooLarge(SessionLines session, FindingCollector findings) {
        long octets = 0;
        for (TranscriptLine line : session.lines()) octets += line.content().length();
        if (octets <= settings.limits().unitBytes()) return false;
        Span start = session.lines().get(0).span();
        findings.report(
                InternalRules.LIMIT,
                start,
                "The size of the session",
                settings.limits().unitBytes());
        return true;
    }

    private Report mbox(SourceText source) {
        batch.begin();
        List<FindingCollector> collectors = new ArrayList<>();
        List<Message> read = new ArrayList<>();
        for (SourceText one : MboxSplitter.split(source)) {
            FindingCollector findings = FindingCollector.ofMessage(settings, read.size() + 1);
            collectors.add(findings);
            Message message = read(one, findings);
            read.add(message);
            batch.add(message, messageEvidence(one), findings);
        }
        batch.finish();
        List<Finding> findings = new ArrayList<>();
        for (FindingCollector collector : collectors) findings.addAll(collector.sorted());
        return report(
                source,
                Report.Kind.MBOX,
                "mbox",
                1,
                List.of("begins with a \"From \" line"),
                messageEvidence(source),
                List.of(),
                read,
                findings);
    }

    /** A file with LF only was converted when it was stored: its line ends say nothing of the wire. */
    private static Set<Evidence> messageEvidence(SourceText source) {
        EnumSet<Evidence> evidence = EnumSet.of(Evidence.MESSAGE);
        int firstLf = source.indexOf('\n', source.start());
        if (firstLf > source.start() && source.at(firstLf - 1) == '\r') evidence.add(Evidence.WIRE);
        return evidence;
    }

    private Report unknown(SourceText source) {
        FindingCollector findings = new FindingCollector(settings);
        Optional<ForeignSpeech> foreign = ForeignSpeech.in(source);
        if (foreign.isPresent()) tell(Remark.foreign(foreign.get(), 1), findings);
        else findings.report(InputRules.DIALECT_UNKNOWN, new Span(0, Math.min(source.length(), 1)), whatItIs(source));
        return report(
                source,
                Report.Kind.UNKNOWN,
                "unknown",
                0,
                List.of("no dialect fits, and it does not begin with header fields", whatItIs(source)),
                Set.of(),
                List.of(),
                List.of(),
                findings.sorted());
    }

    private static String whatItIs(SourceText source) {
        if (source.isEmpty()) return "Empty file";
        int head = Math.min(source.length(), 4096);
        for (int i = 0; i < head; i++) if (source.at(i) == 0) return "Binary file";
        return "Unknown format (" + DialectDetector.closest(source) + ")";
    }

    private Report report(
            SourceText source,
            Report.Kind kind,
            String dialect,
            double confidence,
            List<String> reasons,
            Set<Evidence> preserves,
            List<Session> sessions,
            List<Message> messages,
            List<Finding> findings) {
        return new Report(source, kind, dialect, confidence, reasons, preserves, sessions, messages, findings);
    }
}
