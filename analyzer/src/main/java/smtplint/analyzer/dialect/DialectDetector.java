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
    static final double CERTAIN = 0.8;

    /** By so much blocks may be less sure than the whole. */
    private static final double MARGIN = 0.1;

    /** What messages quote. */
    private static final List<Dialect> QUOTED = List.of(new PostfixNoticeDialect(), new BounceDialect());

    private static final List<Dialect> KNOWN = List.of(
            new SmtpDialect(),
            new RfcDialect(),
            // Its console looks like a program that is named mailnews.smtp.
            new ThunderbirdDialect(),
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
            EventLogDialect.postfix(),
            EventLogDialect.exim(),
            EventLogDialect.dovecot(),
            new IisDialect(),
            new ExchangeDialect(),
            new HmailserverDialect(),
            new MdaemonDialect(),
            new ExchangeImcDialect(),
            new CommuniGateDialect(),
            new HarakaDialect(),
            new AppleMailDialect(),
            new MailKitDialect(),
            new DotNetTraceDialect(),
            new WiresharkDialect());

    /** Tried where no known dialect fits well. */
    private static final List<Dialect> GUESSES = List.of(
            BareDialect.telnet(),
            BareDialect.netcat(),
            new RecordsDialect(),
            new InferredDialect(),
            BareDialect.unmarked());

    private static final List<Dialect> DIALECTS =
            Stream.of(KNOWN, QUOTED, GUESSES).flatMap(List::stream).toList();

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

    /** True when the form of a recording in the named dialect, or who speaks in it, is guessed; so it is of blocks. */
    public static boolean isGuess(String name) {
        return name.equals(MixedDialect.NAME)
                || GUESSES.stream().anyMatch(dialect -> dialect.name().equals(name));
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

    /** The dialect of a file, from its head; where the head stands in a wrapping, so does the dialect. */
    static Optional<Choice> choose(SourceText source, Optional<String> dialect) {
        Head raw = new Head(source);
        Optional<Wrapping> wrapping = Wrapping.certain(source, raw.lines());
        if (wrapping.isEmpty()) return raw.isBinary() && dialect.isEmpty() ? Optional.empty() : choose(raw, dialect);
        Head head = new Head(source, wrapping.get().unwrapped(raw.lines()));
        return choose(head, dialect).map(choice -> choice.in(wrapping.get(), head));
    }

    private static Optional<Choice> choose(Head head, Optional<String> dialect) {
        if (dialect.isPresent())
            return find(dialect.get()).map(d -> new Choice(d, Fit.of(1, "the dialect was named"), head));
        if (head.beginsLikeAMessage()) return quoted(head);
        Optional<Choice> whole = whole(head);
        boolean certain = whole.filter(Choice::isCertain).isPresent() && !isOnAPage(head, whole.get());
        Optional<Choice> quoted = certain ? Optional.empty() : allQuoted(head);
        if (quoted.isPresent()) return quoted;
        return certain || !head.isWhole() ? whole : mixed(head, whole);
    }

    /** Where every line is quoted, what stands in the quote may be blocks too. */
    private static Optional<Choice> allQuoted(Head head) {
        Optional<Wrapping> quotes = Wrapping.possible(head.lines()).stream()
                .filter(wrapping -> wrapping.selects() && wrapping.isPlain(head.lines()))
                .findFirst();
        if (quotes.isEmpty()) return Optional.empty();
        Head bare = new Head(head.source(), quotes.get().unwrapped(head.lines()));
        return choose(bare, Optional.empty()).map(choice -> choice.in(quotes.get(), bare));
    }

    /** A message may quote a session, as a postmaster's notice does. */
    private static Optional<Choice> quoted(Head head) {
        return QUOTED.stream()
                .map(dialect -> new Choice(dialect, dialect.fit(head), head))
                .filter(Choice::isCertain)
                .findFirst();
    }

    /** The dialect that fits all lines best, as they are or in what may have been put around them. */
    private static Optional<Choice> whole(Head head) {
        Optional<Choice> best = best(head);
        boolean certain = best.filter(Choice::isCertain).isPresent();
        for (Wrapping wrapping : Wrapping.possible(head.lines())) {
            boolean plain = wrapping.isPlain(head.lines());
            if (certain && !plain) continue;
            Head bare = new Head(head.source(), wrapping.unwrapped(head.lines()));
            Optional<Choice> found = best(bare)
                    .filter(choice ->
                            BlockSearch.understood(choice.dialect(), bare).cardinality() > 1)
                    .map(choice -> wrapping.selects() ? choice.within(head, bare) : choice)
                    .map(choice -> choice.in(wrapping, bare));
            if (plain && found.filter(Choice::isCertain).isPresent()) return found;
            if (found.isPresent() && (best.isEmpty() || found.get().isBetterThan(best.get()))) best = found;
        }
        return best;
    }

    private static Optional<Choice> best(Head head) {
        List<Candidate> candidates = candidates(head);
        if (candidates.isEmpty() || candidates.get(0).confidence() < THRESHOLD) return Optional.empty();
        Candidate best = candidates.get(0);
        List<String> reasons = new ArrayList<>(best.fit().reasons());
        if (candidates.size() > 1) reasons.add("next best: " + candidates.get(1).inWords());
        return Optional.of(new Choice(best.dialect(), new Fit(best.confidence(), reasons), head));
    }

    /** True when a fence stands before all that was said: what it encloses is the recording, and nothing else is. */
    private static boolean isOnAPage(Head head, Choice choice) {
        int fence = BlockSearch.firstFence(head.lines());
        return fence >= 0 && BlockSearch.understood(choice.dialect(), head).nextSetBit(0) > fence;
    }

    /** Blocks are looked for where no dialect is certain, and taken where they are more, or surer, than the whole. */
    private static Optional<Choice> mixed(Head head, Optional<Choice> whole) {
        List<Block> blocks = BlockSearch.in(head, DialectDetector::candidates, DialectDetector::whole);
        List<Block> transcripts =
                blocks.stream().filter(block -> block.dialect().isPresent()).toList();
        double worst = transcripts.stream()
                .mapToDouble(block -> block.fit().confidence())
                .min()
                .orElse(0);
        if (transcripts.isEmpty() || !isBetter(blocks, worst, head, whole)) return whole;
        List<String> reasons = new ArrayList<>();
        for (Block block : blocks) reasons.add(block.inWords());
        if (blocks.size() == 1) reasons.addAll(blocks.get(0).fit().reasons());
        return Optional.of(new Choice(new MixedDialect(blocks), new Fit(worst, reasons), head));
    }

    private static boolean isBetter(List<Block> blocks, double worst, Head head, Optional<Choice> found) {
        if (found.isEmpty()) return true;
        Choice whole = found.get();
        double confidence = whole.fit().confidence();
        boolean sure = worst > (blocks.size() == 1 ? confidence : confidence - MARGIN);
        if (isOnAPage(head, whole)) return sure || blocks.size() == 1;
        return sure && !saysAsMuch(whole, head, blocks);
    }

    /** Blocks of one dialect that understands as many lines of the whole: nothing is won by cutting. */
    private static boolean saysAsMuch(Choice whole, Head head, List<Block> blocks) {
        int inBlocks = 0;
        for (Block block : blocks) {
            if (block.dialect().filter(whole.dialect()::equals).isEmpty()) return false;
            inBlocks += BlockSearch.understood(whole.dialect(), block.head()).cardinality();
        }
        return BlockSearch.understood(whole.dialect(), head).cardinality() >= inBlocks;
    }

    /** Which dialects come closest to an input that none fits. */
    public static String closest(SourceText source) {
        List<Candidate> candidates = candidates(new Head(source));
        String tried = DIALECTS.size() + " dialects tried";
        return candidates.isEmpty()
                ? tried
                : tried + ", closest " + candidates.get(0).inWords();
    }

    /** Guesses only where nothing known fits well. */
    private static List<Candidate> candidates(Head head) {
        List<Candidate> known = candidates(KNOWN, head);
        return known.isEmpty() || known.get(0).confidence() < CERTAIN ? candidates(DIALECTS, head) : known;
    }

    private static List<Candidate> candidates(List<Dialect> dialects, Head head) {
        return dialects.stream()
                .map(dialect -> new Candidate(dialect, dialect.fit(head)))
                .filter(candidate -> candidate.confidence() > 0)
                .sorted(Comparator.comparingDouble(Candidate::confidence).reversed())
                .toList();
    }

    private static Recording read(SourceText source, Choice choice, ReadingLimits limits) {
        List<Overrun> overruns = new ArrayList<>();
        List<Recording.Suppression> suppressions = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>(choice.remarks());
        List<SessionLines> read = Sessions.all(choice.dialect().preserves(), limits, sessions -> {
            Reading reading = new Reading(
                    choice.reader(sessions),
                    sessions,
                    limits.lineBytes(),
                    choice.dialect().isRotated());
            reading.take(source, 0);
            reading.finish();
            overruns.addAll(sessions.overruns());
            suppressions.addAll(sessions.suppressions());
            remarks.addAll(sessions.remarks());
        });
        return choice.recording(read, choice.messages(), remarks, suppressions, overruns);
    }
}
