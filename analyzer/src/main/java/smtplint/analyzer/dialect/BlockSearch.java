package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Cuts a file that no dialect fits as a whole into blocks that one fits each: first where fences, quote marks and
 * indentation begin and end, then where the lines that one dialect understands give way to those of another.
 */
final class BlockSearch {
    private static final int FEWEST_LINES = 2;
    private static final int MOST_CANDIDATES = 6;
    private static final int MOST_NOTES = 8;
    private static final int MOST_PARAGRAPHS = 20;
    /** What it costs to leave a dialect, in lines that it does not understand and another does. */
    private static final float CHANGE = 2.5f;

    private static final float UNDERSTOOD_BY_NOBODY = 0.1f;

    private final List<SourceText> lines;
    private final Function<Head, List<Candidate>> candidates;
    private final Function<Head, Optional<Choice>> whole;
    private final SourceText source;
    private final List<Block> found = new ArrayList<>();

    private BlockSearch(Head head, Function<Head, List<Candidate>> candidates, Function<Head, Optional<Choice>> whole) {
        this.lines = head.lines();
        this.source = head.source();
        this.candidates = candidates;
        this.whole = whole;
    }

    /**
     * The blocks that hold a transcript or a message.
     *
     * @param candidates all dialects that understand some of the lines
     * @param whole the dialect that lines are in as a whole
     */
    static List<Block> in(
            Head head, Function<Head, List<Candidate>> candidates, Function<Head, Optional<Choice>> whole) {
        BlockSearch search = new BlockSearch(head, candidates, whole);
        search.cutAtLayout();
        return search.found;
    }

    private void cutAtLayout() {
        int from = 0;
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            boolean fence = isFence(lines.get(i));
            if (fence) {
                cutAtQuotes(from, i, fenced);
                fenced = !fenced;
                from = i + 1;
            }
        }
        cutAtQuotes(from, lines.size(), fenced);
    }

    /** The first line that shows what follows on a page, -1 where none does. */
    static int firstFence(List<SourceText> lines) {
        for (int i = 0; i < lines.size(); i++) if (isFence(lines.get(i))) return i;
        return -1;
    }

    private static boolean isFence(SourceText line) {
        int from = LineShape.skipBlanks(line, line.start());
        return line.startsWith("```", from) || line.startsWith("~~~", from) || line.startsWith("{code", from);
    }

    private void cutAtQuotes(int from, int to, boolean fenced) {
        if (fenced) {
            read(from, to);
            return;
        }
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            boolean same = i < to && (lines.get(i).isEmpty() || layout(i) == layout(start));
            if (same) continue;
            read(start, i);
            start = i;
        }
    }

    /** 0 for lines at the margin, 1 for quoted ones, 2 for those set in. */
    private int layout(int line) {
        SourceText text = lines.get(line);
        if (Unwrapped.isQuoted(text) && !text.startsWith(">>>", text.start())) return 1;
        boolean set = text.startsWith("    ", text.start()) || text.startsWith("\t", text.start());
        return set ? 2 : 0;
    }

    private void read(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && lines.get(start).isEmpty()) start++;
        while (end > start && lines.get(end - 1).isEmpty()) end--;
        if (end - start < FEWEST_LINES) return;
        Head head = new Head(source, lines.subList(start, end));
        Optional<Head> message = message(head);
        if (message.isPresent()) {
            found.add(new Block(start, end, Optional.empty(), Fit.NONE, message.get()));
            return;
        }
        Optional<Choice> choice = whole.apply(head).filter(found -> speaks(found, head));
        if (choice.filter(Choice::isCertain).isPresent()) add(start, end, choice.get());
        else cutAtDialects(start, end, head, choice);
    }

    /** The lines of a message, quote marks and indentation left out. */
    private Optional<Head> message(Head head) {
        if (head.holdsAMessage()) return Optional.of(head);
        return Wrapping.possible(head.lines()).stream()
                .map(wrapping -> new Head(source, wrapping.unwrapped(head.lines())))
                .filter(Head::holdsAMessage)
                .findFirst();
    }

    private void add(int from, int to, Choice choice) {
        found.add(block(from, to, choice));
    }

    private static Block block(int from, int to, Choice choice) {
        return new Block(from, to, Optional.of(choice.dialect()), choice.fit(), choice.head());
    }

    private void cutAtDialects(int from, int to, Head head, Optional<Choice> whole) {
        List<BitSet> understood = dialects(head).stream()
                .map(dialect -> understood(dialect, head))
                .toList();
        int[] best = cheapest(understood, to - from);
        List<Block> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= best.length; i++) {
            if (i < best.length && best[i] == best[start]) continue;
            part(from, start, i, understood.isEmpty() ? new BitSet() : understood.get(best[start]), parts);
            start = i;
        }
        // One dialect whose lines are few is better read as it was found.
        if (parts.size() < 2
                && whole.isPresent()
                && parts.stream()
                        .noneMatch(p -> p.fit().confidence() > whole.get().fit().confidence()))
            add(from, to, whole.get());
        else found.addAll(parts);
    }

    /** Those that fit the lines as a whole a little, and those that fit a paragraph well. */
    private Set<Dialect> dialects(Head head) {
        Set<Dialect> dialects = new LinkedHashSet<>();
        candidates.apply(head).stream().limit(MOST_CANDIDATES).forEach(found -> dialects.add(found.dialect()));
        int start = 0;
        int paragraphs = 0;
        List<SourceText> all = head.lines();
        for (int i = 0; i <= all.size() && paragraphs < MOST_PARAGRAPHS; i++) {
            if (i < all.size() && !all.get(i).isEmpty()) continue;
            if (i - start >= FEWEST_LINES) {
                paragraphs++;
                candidates.apply(new Head(source, all.subList(start, i))).stream()
                        .limit(1)
                        .forEach(found -> dialects.add(found.dialect()));
            }
            start = i + 1;
        }
        // In the eyes of many dialects a reply without a mark is a reply; of a terminal's session it is the mark.
        dialects.add(BareDialect.unmarked());
        return dialects;
    }

    private void part(int offset, int from, int to, BitSet understood, List<Block> parts) {
        int first = understood.nextSetBit(from);
        int last = understood.previousSetBit(to - 1);
        if (first < 0 || first >= to || last < from || last - first + 1 < FEWEST_LINES) {
            message(offset + from, offset + to, parts);
            return;
        }
        // What a program says of itself before the first line of the dialogue.
        int least = Math.max(from, first - MOST_NOTES);
        while (first > least && !lines.get(offset + first - 1).isEmpty()) first--;
        message(offset + from, offset + first, parts);
        int begin = offset + first;
        int end = offset + last + 1;
        int most = Math.min(offset + to, end + MOST_NOTES);
        while (end < most && !lines.get(end).isEmpty() && !Head.isField(lines.get(end))) end++;
        Head all = new Head(source, lines.subList(begin, end));
        Optional<Choice> choice = whole.apply(all).filter(found -> speaks(found, all));
        if (choice.isPresent()) parts.add(block(begin, end, choice.get()));
        message(end, offset + to, parts);
    }

    /** A message may stand between transcripts, behind a blank line. */
    private void message(int from, int to, List<Block> parts) {
        int start = from;
        while (start < to && !Head.isField(lines.get(start))) start++;
        if (to - start < FEWEST_LINES) return;
        Head head = new Head(source, lines.subList(start, to));
        if (head.holdsAMessage()) parts.add(new Block(start, to, Optional.empty(), Fit.NONE, head));
    }

    /** The lines in which a dialect finds a command, a reply or an event. */
    static BitSet understood(Dialect dialect, Head head) {
        BitSet found = new BitSet();
        int[] starts =
                head.lines().stream().mapToInt(line -> line.span().start()).toArray();
        for (SessionLines session : sessions(dialect, head))
            for (TranscriptLine line : session.lines()) {
                if (!isTelling(line)) continue;
                int at = Arrays.binarySearch(starts, line.span().start());
                if (at != -1) found.set(at >= 0 ? at : -at - 2);
            }
        return found;
    }

    /** True when somebody says something in it. */
    private static boolean speaks(Choice choice, Head lines) {
        return choice.dialect().isLog() || !sessions(choice.dialect(), lines).isEmpty();
    }

    private static List<SessionLines> sessions(Dialect dialect, Head head) {
        return Sessions.all(dialect.preserves(), ReadingLimits.DEFAULT, sessions -> {
            LineReader reader = dialect.reader(head, sessions);
            for (SourceText line : head.lines()) reader.line(line, LineEnding.UNKNOWN);
            reader.finish();
        });
    }

    private static boolean isTelling(TranscriptLine line) {
        return switch (line.kind()) {
            case SERVER -> LineShape.replyCode(line.content()) > 0;
            case CLIENT -> WireLine.isCommand(line.content());
            case OPENED, CLOSED, CLOSED_BY_CLIENT, CLOSED_BY_SERVER, TLS ->
                line.span().length() > 0;
            default -> false;
        };
    }

    /** For each line the dialect, so that few lines are not understood and few changes are made. */
    private static int[] cheapest(List<BitSet> understood, int count) {
        int states = Math.max(1, understood.size());
        float[] cost = new float[states];
        byte[][] cameFrom = new byte[count][states];
        for (int i = 0; i < count; i++) {
            boolean anybody = false;
            for (BitSet lines : understood) anybody |= lines.get(i);
            int least = 0;
            for (int s = 1; s < states; s++) if (cost[s] < cost[least]) least = s;
            float change = cost[least] + CHANGE;
            for (int s = 0; s < states; s++) {
                boolean changes = change < cost[s];
                cameFrom[i][s] = (byte) (changes ? least : s);
                float miss = !understood.isEmpty() && understood.get(s).get(i) ? 0 : anybody ? 1 : UNDERSTOOD_BY_NOBODY;
                cost[s] = Math.min(cost[s], change) + miss;
            }
        }
        int[] path = new int[count];
        int state = 0;
        for (int s = 1; s < states; s++) if (cost[s] < cost[state]) state = s;
        for (int i = count - 1; i >= 0; i--) {
            path[i] = state;
            state = cameFrom[i][state];
        }
        return path;
    }
}
