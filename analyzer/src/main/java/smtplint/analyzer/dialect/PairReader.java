package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Reads two files that hold a side each of what was said. Their lines are copied, in the order in which they were said,
 * into one text that knows of each where it stood: all that comes after reads one recording.
 */
public final class PairReader {
    /** A server gives up sooner, and a client waits no longer (RFC 5321 §4.5.3.2). */
    private static final long LONGEST_WAIT = 600 * Clock.SECOND;

    private final OneSided form;
    /** Both files end their lines by CR LF: a line that ends otherwise did so on the wire. */
    private final boolean exact;

    private final Half first;
    private final Half second;

    private PairReader(OneSided form, boolean exact, Half first, Half second) {
        this.form = form;
        this.exact = exact;
        this.first = first;
        this.second = second;
    }

    /**
     * What two files are to each other.
     *
     * @param text of both, empty where they are not joined
     * @param recording the same
     * @param apart why they are not, although a side each is there
     */
    public record Read(Optional<SourceText> text, Optional<Recording> recording, Optional<String> apart) {
        private static final Read NO_PAIR = new Read(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads two files as one recording, where they are one.
     *
     * @param first goes before the other where the times of lines are the same
     * @param dialect that the user named
     */
    public static Read read(SourceText first, SourceText second, Optional<String> dialect, ReadingLimits limits) {
        boolean exact = endsWithCrLf(first) && endsWithCrLf(second);
        for (OneSided form : List.of(new DovecotRawlogDialect(), new RawStreams(exact))) {
            if (dialect.isPresent() && !dialect.get().equals(form.name())) continue;
            Optional<Kind> one = form.side(new Head(first));
            Optional<Kind> other = form.side(new Head(second));
            if (one.isEmpty() || other.isEmpty() || one.equals(other)) continue;
            PairReader pair = new PairReader(
                    form, exact, Half.of(0, one.get(), first, form), Half.of(1, other.get(), second, form));
            Optional<String> apart = pair.apart();
            return apart.isPresent() ? new Read(Optional.empty(), Optional.empty(), apart) : pair.joined(limits);
        }
        return Read.NO_PAIR;
    }

    private static boolean endsWithCrLf(SourceText text) {
        int first = text.indexOf('\n', text.start());
        return first > text.start() && text.at(first - 1) == '\r';
    }

    private Half half(Kind side) {
        return first.side() == side ? first : second;
    }

    /** Why the halves are of two sessions, where their times show it. */
    private Optional<String> apart() {
        if (!form.isTimed()) return Optional.empty();
        Half client = half(Kind.CLIENT);
        Half server = half(Kind.SERVER);
        long wait = Math.max(client.firstTime() - server.lastTime(), server.firstTime() - client.lastTime());
        if (wait <= 0) return Optional.empty();
        boolean clientAfter = client.firstTime() > server.lastTime();
        if (wait > LONGEST_WAIT) return Optional.of("there are " + wait / Clock.SECOND + " seconds between them");
        return clientAfter && answers(server)
                ? Optional.of("the server had answered several commands before the first one here")
                : Optional.empty();
    }

    /** True when there are replies behind the greeting, but for a 421, which waits for no command. */
    private boolean answers(Half server) {
        boolean greeted = false;
        for (Half.Line line : server.lines()) {
            SourceText said = line.said(form);
            if (WireLine.announcesMore(said)) continue;
            if (greeted && LineShape.replyCode(said) > 0 && LineShape.replyCode(said) != 421) return true;
            greeted = true;
        }
        return false;
    }

    private Read joined(ReadingLimits limits) {
        EnumSet<Evidence> preserves = EnumSet.copyOf(form.preservesTogether());
        List<String> reasons = new ArrayList<>(List.of("two files, a side each"));
        List<Half.Line> order;
        Optional<Half.Line> encrypted = Optional.empty();
        if (form.isTimed()) {
            order = byTime();
            preserves.add(Evidence.ORDER);
            reasons.add("put in order by their times");
        } else {
            ProtocolOrder protocol = new ProtocolOrder(form, exact, half(Kind.CLIENT), half(Kind.SERVER));
            order = protocol.order();
            encrypted = protocol.encrypted();
            if (!protocol.fits()) preserves.remove(Evidence.BOTH);
            reasons.add(
                    protocol.fits()
                            ? "each command with the next reply, as there are no times"
                            : "which reply answers which command can't be told");
        }
        JoinedLines lines = JoinedLines.of(order);
        Recording recording = recording(lines, encrypted, preserves, reasons, limits);
        return new Read(Optional.of(lines.text()), Optional.of(recording), Optional.empty());
    }

    private List<Half.Line> byTime() {
        List<Half.Line> order =
                new ArrayList<>(first.lines().size() + second.lines().size());
        int next = 0;
        for (Half.Line line : first.lines()) {
            while (next < second.lines().size() && second.lines().get(next).time() < line.time())
                order.add(second.lines().get(next++));
            order.add(line);
        }
        order.addAll(second.lines().subList(next, second.lines().size()));
        return order;
    }

    private Recording recording(
            JoinedLines lines,
            Optional<Half.Line> encrypted,
            Set<Evidence> preserves,
            List<String> reasons,
            ReadingLimits limits) {
        List<Overrun> overruns = new ArrayList<>();
        List<SessionLines> read = Sessions.all(preserves, limits, sessions -> {
            Talk talk = new Talk(sessions, true, false);
            for (JoinedLines.Line line : lines.all()) say(line, talk, sessions, limits.lineBytes());
            if (encrypted.isPresent() && !lines.all().isEmpty()) {
                // Behind the last word that can be read, in the file where that stands.
                int end = lines.all().get(lines.all().size() - 1).text().end();
                SourceText none = lines.text().slice(end, end);
                talk.add("", new TranscriptLine(Kind.GAP, none, LineEnding.UNKNOWN, -1, false, Span.at(end)));
            }
            overruns.addAll(sessions.overruns());
        });
        return new Recording(form.name(), 1, reasons, preserves, read, List.of(), List.of(), List.of(), overruns);
    }

    private void say(JoinedLines.Line line, Talk talk, Sessions sessions, int longest) {
        SourceText whole = line.text();
        boolean cut = whole.length() > longest;
        LineEnding ending = line.from().ending();
        // What writes times writes whole lines: where the last one has no end, the recorder was stopped within it.
        boolean half = ending == LineEnding.NONE && (form.isTimed() || !exact);
        boolean shows = ending == LineEnding.CRLF || exact && !half;
        LineEnding shown = cut || !shows ? LineEnding.UNKNOWN : ending;
        int end = cut ? whole.start() + longest : whole.end();
        Half.Line from = line.from();
        sessions.at(new RawLine(whole, whole.start(), end, from.whole().start(), from.number()), cut || half);
        if (cut) sessions.tooLong(longest);
        SourceText said = form.said(whole.slice(whole.start(), end));
        talk.say("", new Mark(from.half().side(), said), shown, from.time(), whole);
    }
}
