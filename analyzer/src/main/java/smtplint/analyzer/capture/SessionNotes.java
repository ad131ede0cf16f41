package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Connection connection;
    private final SourceText file;
    private final List<TranscriptLine> lines = new ArrayList<>();
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

    SessionNotes(Connection connection, SourceText file) {
        this.connection = connection;
        this.file = file;
    }

    void opened() {
        if (!connection.isOpeningSeen()) return;
        lastPlace = connection.flow().openPlace();
        event(Kind.OPENED, connection.flow().openTime());
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
        if (!isBegun()) startsWithGreeting = code == 220 || code == 554 || code == 421;
        if (side == Kind.CLIENT) clientLines++;
        else serverLines++;
        lastCode = code;
        cut = false;
        Span span = whole.span();
        lastPlace = span.end();
        boolean unfinished = atEnd && !connection.isEndSeen();
        lines.add(new TranscriptLine(side, content, ending, clock(time), unfinished, span));
    }

    void event(Kind kind, long time) {
        boolean gap = kind == Kind.GAP || kind == Kind.ELIDED;
        cut |= gap;
        if (gap && !isBegun()) startMissing = true;
        SourceText none = file.slice(lastPlace, lastPlace);
        lines.add(new TranscriptLine(kind, none, LineEnding.UNKNOWN, clock(time), false, none.span()));
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
        lastPlace = connection.flow().endPlace();
        event(
                connection.isEndedByServer() ? Kind.CLOSED_BY_SERVER : Kind.CLOSED_BY_CLIENT,
                connection.flow().endTime());
        cut = wasCut;
    }

    Optional<SessionLines> session(int number) {
        if (!isBegun()) return Optional.empty();
        String key = connection.client() + " to " + connection.server();
        return Optional.of(new SessionLines(key, number, lines, evidence(), circumstances()));
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
