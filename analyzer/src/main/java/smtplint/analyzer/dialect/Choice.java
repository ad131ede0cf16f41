package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * The dialect of a file.
 *
 * @param head the lines that it was chosen by
 */
record Choice(Dialect dialect, Fit fit, Head head) {
    /** Below this a reader should know that it was a guess. */
    private static final double DOUBTFUL = 0.6;

    private static final double MARGIN = 0.05;

    LineReader reader(Sessions sessions) {
        return dialect.reader(head, sessions);
    }

    Recording recording(
            List<SessionLines> sessions,
            List<SourceText> messages,
            List<Remark> remarks,
            List<Recording.Suppression> suppressions,
            List<Overrun> overruns) {
        return new Recording(
                dialect.name(),
                fit.confidence(),
                fit.reasons(),
                dialect.preserves(),
                sessions,
                messages,
                remarks,
                suppressions,
                overruns);
    }

    boolean isCertain() {
        return fit.confidence() >= DialectDetector.CERTAIN;
    }

    boolean isBetterThan(Choice other) {
        return fit.confidence() > other.fit().confidence() + MARGIN;
    }

    /** The same choice for a file that has a wrapping around the lines. */
    Choice in(Wrapping wrapping, Head unwrapped) {
        List<String> reasons = new ArrayList<>(fit.reasons());
        reasons.add(wrapping.inWords());
        return new Choice(
                new WrappedDialect(dialect, wrapping, unwrapped), new Fit(fit.confidence(), reasons), unwrapped);
    }

    /** As sure as the share of the lines that it speaks of. */
    Choice within(Head all, Head some) {
        double share = Math.min(1, some.filledLines() / (double) Math.max(1, all.filledLines()));
        return new Choice(dialect, new Fit(fit.confidence() * share, fit.reasons()), head);
    }

    private List<Block> blocks() {
        Dialect bare = dialect instanceof WrappedDialect wrapped ? wrapped.bare() : dialect;
        return bare instanceof MixedDialect mixed ? mixed.blocks() : List.of();
    }

    /** Messages beside the transcripts, and the one that quotes the transcript. */
    List<SourceText> messages() {
        List<SourceText> messages = new ArrayList<>();
        if (dialect.isQuoted() && head.beginsLikeAMessage()) messages.add(head.source());
        for (Block block : blocks()) if (block.dialect().isEmpty()) block.text().ifPresent(messages::add);
        return messages;
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        List<Block> blocks = blocks();
        for (int i = 1; i < blocks.size(); i++)
            if (!blocks.get(i).name().equals(blocks.get(i - 1).name()))
                remarks.add(new Remark(
                        Remark.Kind.MIXED,
                        blocks.get(i).place(),
                        List.of(blocks.get(i).name())));
        if (fit.confidence() < DOUBTFUL && blocks.size() < 2) {
            String reasons = fit.reasons().isEmpty()
                    ? ""
                    : fit.reasons().get(fit.reasons().size() - 1);
            Span first = head.lines().isEmpty()
                    ? head.source().span()
                    : head.lines().get(0).span();
            remarks.add(new Remark(Remark.Kind.DOUBTFUL, first, List.of(dialect.name(), reasons)));
        }
        return remarks;
    }
}
