package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.Excerpt;
import smtplint.analyzer.dialect.Overrun;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** The lines of one session, and what they and the connection say about the evidence. */
final class SessionNotes {
    private static final SourceText NOTHING = SourceText.of("");

    private final Connection connection;
    private final Numbering numbering;
    private final List<TranscriptLine> lines = new ArrayList<>();
    private final List<Overrun> overruns = new ArrayList<>(0);
    private int number;
    private int clientLines;
    private int serverLines;
    private boolean startMissing;
    private boolean startsWithGreeting;
    private boolean timed = true;
    private boolean opaque;
    private boolean cut;
    private boolean atEnd;
    private int lastCode;
    private long lastTime = -1;
    private int lastPlace;

    /** Counts the sessions of a file in which somebody spoke. */
    interface Numbering {
        int next();
    }

    SessionNotes(Connection connection, Numbering numbering) {
        this.connection = connection;
        this.numbering = numbering;
    }

    void opened() {
        if (connection.isOpeningSeen()) event(Kind.OPENED, connection.flow().openTime());
    }

    /** Tells that a limit was gone over; @param fatal the session is not judged */
    void overrun(String what, long limit, boolean fatal) {
        if (overruns.stream().noneMatch(told -> told.what().equals(what)))
            overruns.add(new Overrun(what, limit, Span.at(0), fatal));
    }

    boolean isBegun() {
        return clientLines + serverLines > 0;
    }

    long lastTime() {
        return lastTime;
    }

    /** From now on a line is what the side had not finished. */
    void atEnd() {
        atEnd = true;
    }

    /** What follows is encrypted. */
    void opaque() {
        opaque = true;
    }

    void said(Kind side, SourceText whole, SourceText content, LineEnding ending, long time) {
        int code = side == Kind.SERVER ? WireLine.replyCode(content) : 0;
        if (!isBegun()) begin(code, whole.span().start());
        if (side == Kind.CLIENT) clientLines++;
        else serverLines++;
        lastCode = code;
        cut = false;
        Span span = whole.span();
        lastPlace = span.end();
        boolean unfinished = atEnd && !connection.isEndSeen();
        lines.add(Excerpt.away(new TranscriptLine(side, content, ending, clock(time), unfinished, span)));
    }

    /** What came before stands where the first line does. */
    private void begin(int code, int place) {
        startsWithGreeting = code == 220 || code == 554 || code == 421;
        number = numbering.next();
        List<TranscriptLine> events = List.copyOf(lines);
        lines.clear();
        for (TranscriptLine event : events) lines.add(event(event.kind(), place, event.time()));
    }

    void event(Kind kind, long time) {
        boolean gap = kind == Kind.GAP || kind == Kind.ELIDED;
        cut |= gap;
        if (gap && !isBegun()) startMissing = true;
        lines.add(event(kind, lastPlace, clock(time)));
    }

    private static TranscriptLine event(Kind kind, int place, long time) {
        return new TranscriptLine(kind, NOTHING, LineEnding.UNKNOWN, time, false, Span.at(place));
    }

    /** Clocks are set back at times; what was said later was later. */
    private long clock(long time) {
        if (time < 0) {
            timed = false;
            return -1;
        }
        lastTime = Math.max(lastTime, time);
        return lastTime;
    }

    void closed() {
        if (!connection.isEndSeen()) return;
        boolean wasCut = cut;
        event(
                connection.isEndedByServer() ? Kind.CLOSED_BY_SERVER : Kind.CLOSED_BY_CLIENT,
                connection.flow().endTime());
        cut = wasCut;
    }

    /** From 1 in the file, in the order in which somebody first spoke; 0 when nobody did. */
    int number() {
        return number;
    }

    /** @param text of the page that took its lines */
    SessionLines session(SourceText text) {
        String key = connection.client() + " to " + connection.server();
        List<TranscriptLine> said = new ArrayList<>(lines.size());
        for (TranscriptLine line : lines) said.add(Excerpt.home(line, text));
        Span first = said.get(0).span();
        List<Overrun> placed = overruns.stream()
                .map(o -> new Overrun(o.what(), o.limit(), Span.at(first.start()), o.fatal()))
                .toList();
        return new SessionLines(key, number, said, evidence(), circumstances(), placed);
    }

    private Set<Evidence> evidence() {
        EnumSet<Evidence> evidence = EnumSet.of(Evidence.LINES, Evidence.WIRE);
        if (clientLines > 0) evidence.addAll(EnumSet.of(Evidence.MESSAGE, Evidence.STUFFED, Evidence.ENVELOPE));
        if (clientLines > 0 && serverLines > 0) evidence.addAll(EnumSet.of(Evidence.BOTH, Evidence.ORDER));
        if (!startMissing && (connection.isOpeningSeen() || startsWithGreeting)) evidence.add(Evidence.START);
        boolean farewell = lastCode == 221 || lastCode == 421;
        if (!opaque && !cut && (connection.isEndSeen() || farewell)) evidence.add(Evidence.END);
        if (timed) evidence.add(Evidence.TIME);
        if (circumstances().protocol().isPresent()) evidence.add(Evidence.ROLE);
        return evidence;
    }

    private Circumstances circumstances() {
        int port = connection.server().port();
        Optional<Circumstances.Protocol> protocol = switch (port) {
            case 24 -> Optional.of(Circumstances.Protocol.LMTP);
            case 25 -> Optional.of(Circumstances.Protocol.SMTP);
            case 465, 587 -> Optional.of(Circumstances.Protocol.SUBMISSION);
            default -> Optional.empty();
        };
        return new Circumstances(protocol, port, Optional.of(connection.client().address()), false);
    }
}
