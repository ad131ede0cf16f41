package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import smtplint.analyzer.source.SourceText;

/** Finds the dialect of a transcript and reads it. */
public final class DialectDetector {
    /** Below this a file is no transcript. */
    private static final double THRESHOLD = 0.5;

    /** Above this no guess is needed. */
    private static final double CERTAIN = 0.8;

    private static final Dialect QUOTED = new PostfixNoticeDialect();

    private static final List<Dialect> KNOWN = List.of(
            new SmtpDialect(),
            new RfcDialect(),
            new MailutilsDialect(),
            new SwaksDialect(),
            new SmtplibDialect(),
            new CurlDialect(),
            PostfixDialect.smtpd(),
            PostfixDialect.smtp(),
            new MsmtpDialect(),
            new SnailDialect(),
            new PerlDialect(),
            new RubyDialect(),
            new MuttDialect(),
            NodemailerDialect.client(),
            NodemailerDialect.server(),
            new PhpMailerDialect(),
            new SubEthaDialect(),
            new SendmailTrafficDialect(),
            new SendmailVerboseDialect(),
            EximDialect.client(),
            EximDialect.server(),
            new EximHostTestDialect(),
            new OpenSmtpdDialect(),
            new OpenSmtpdClientDialect(),
            new AiosmtpdDialect(),
            new PythonSmtpdDialect(),
            new SmtpSinkDialect(),
            JavaMailDialect.jakarta(),
            JavaMailDialect.javax(),
            new CommonsNetDialect(),
            new CurlTraceDialect(),
            new DovecotRawlogDialect(),
            new SocatDialect(),
            new TcpflowDialect(),
            new TsharkFollowDialect(),
            new NgrepDialect(),
            new TcpdumpDialect(),
            new OpensslDialect(),
            new TsharkListDialect(),
            QUOTED,
            EventLogDialect.postfix(),
            EventLogDialect.exim(),
            EventLogDialect.dovecot(),
            EventLogDialect.iis(),
            new ExchangeDialect(),
            new HmailserverDialect(),
            new MdaemonDialect());

    /** Tried where no known dialect fits well. */
    private static final List<Dialect> GUESSES = List.of(new InferredDialect(), new BareDialect());

    private static final List<Dialect> DIALECTS =
            Stream.concat(KNOWN.stream(), GUESSES.stream()).toList();

    private DialectDetector() {}

    /** All dialects, in the order in which they are tried. */
    public static List<Dialect> dialects() {
        return DIALECTS;
    }

    public static List<String> names() {
        return DIALECTS.stream().map(Dialect::name).toList();
    }

    /** True when a recording in the named dialect is a log of events, without dialogue. */
    public static boolean isLog(String name) {
        return find(name).filter(Dialect::isLog).isPresent();
    }

    public static Optional<Dialect> find(String name) {
        return DIALECTS.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    /**
     * Reads a transcript in the named dialect, or in the one its head fits best.
     *
     * @return empty when no dialect fits, or the named one does not exist
     */
    public static Optional<Recording> read(SourceText source, Optional<String> dialect) {
        return read(source, dialect, ReadingLimits.DEFAULT);
    }

    public static Optional<Recording> read(SourceText source, Optional<String> dialect, ReadingLimits limits) {
        return choose(source, dialect).map(choice -> read(source, choice, limits));
    }

    /** A dialect, and the head that it was chosen by. */
    record Choice(Dialect dialect, Fit fit, Head head) {
        LineReader reader(Sessions sessions) {
            return dialect.reader(head, sessions);
        }

        Recording recording(List<SessionLines> sessions, List<Recording.Suppression> suppressions, List<Overrun> over) {
            return new Recording(
                    dialect.name(), fit.confidence(), fit.reasons(), dialect.preserves(), sessions, suppressions, over);
        }
    }

    /** @param source the file or at least its head */
    static Optional<Choice> choose(SourceText source, Optional<String> dialect) {
        Head head = new Head(source);
        if (dialect.isPresent())
            return find(dialect.get()).map(d -> new Choice(d, Fit.of(1, "the dialect was named"), head));
        if (head.isBinary()) return Optional.empty();
        if (head.beginsLikeAMessage()) return quoted(head);
        return detect(head);
    }

    /** A message may quote a session, as a postmaster's notice does. */
    private static Optional<Choice> quoted(Head head) {
        Fit fit = QUOTED.fit(head);
        return fit.confidence() < CERTAIN ? Optional.empty() : Optional.of(new Choice(QUOTED, fit, head));
    }

    private static Optional<Choice> detect(Head head) {
        List<Candidate> candidates = candidates(KNOWN, head);
        if (candidates.isEmpty() || candidates.get(0).confidence() < CERTAIN) candidates = candidates(DIALECTS, head);
        if (candidates.isEmpty() || candidates.get(0).confidence() < THRESHOLD) return Optional.empty();
        Candidate best = candidates.get(0);
        List<String> reasons = new ArrayList<>(best.fit().reasons());
        if (candidates.size() > 1) reasons.add("next best: " + candidates.get(1).inWords());
        return Optional.of(new Choice(best.dialect(), new Fit(best.confidence(), reasons), head));
    }

    private static List<Candidate> candidates(List<Dialect> dialects, Head head) {
        return dialects.stream()
                .map(dialect -> new Candidate(dialect, dialect.fit(head)))
                .filter(candidate -> candidate.confidence() > 0)
                .sorted(Comparator.comparingDouble(Candidate::confidence).reversed())
                .toList();
    }

    private record Candidate(Dialect dialect, Fit fit) {
        double confidence() {
            return fit.confidence();
        }

        String inWords() {
            return dialect.name() + ", " + Math.round(fit.confidence() * 100) + " %";
        }
    }

    private static Recording read(SourceText source, Choice choice, ReadingLimits limits) {
        List<Overrun> overruns = new ArrayList<>();
        List<Recording.Suppression> suppressions = new ArrayList<>();
        List<SessionLines> read = Sessions.all(choice.dialect().preserves(), limits, sessions -> {
            Reading reading = new Reading(choice.reader(sessions), sessions, limits.lineBytes());
            reading.take(source, 0);
            reading.finish();
            overruns.addAll(sessions.overruns());
            suppressions.addAll(sessions.suppressions());
        });
        return choice.recording(read, suppressions, overruns);
    }
}
