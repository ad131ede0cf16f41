package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Circumstances.Protocol;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** One session while its lines come in, and what they say about the evidence. */
final class SessionDraft {
    private final String key;
    private final EnumSet<Evidence> preserves = EnumSet.noneOf(Evidence.class);
    private final List<TranscriptLine> lines = new ArrayList<>();
    /** Where the file is too large to keep. */
    private final Optional<Excerpt> excerpt;

    private final List<Overrun> overruns = new ArrayList<>(0);
    private int number;
    private long octets;
    private boolean full;
    private long lastHeard;
    private boolean awaited;
    private boolean ended;
    private Circumstances circumstances = Circumstances.UNKNOWN;
    private int clientLines;
    private int serverLines;
    private int lastCode;
    /** Its reply goes on: {@code 421-} is no farewell yet. */
    private boolean lastAnnouncesMore;
    /** The first line refuses the session: a greeting only if nothing was served after it. */
    private boolean refusedAtFirst;

    private boolean opened;
    private boolean started;
    private boolean closed;
    /** Who closed it first: what is said of it later is of the own end. {@code OPENED} while that is not known. */
    private Kind closedBy = Kind.OPENED;

    private boolean elided;
    private boolean timed = true;
    private boolean serverSpokeLast;
    /** With the first of its lines. */
    private boolean clientSaidHello;

    SessionDraft(String key, Set<Evidence> preserves, Optional<Excerpt> excerpt) {
        this.key = key;
        this.excerpt = excerpt;
        this.preserves.addAll(preserves);
    }

    String key() {
        return key;
    }

    /**
     * @param raw the line of the file that holds it
     * @param most octets that a session may have
     */
    void add(TranscriptLine line, RawLine raw, long most) {
        if (isSaidAgain(line)) return;
        if (hasRoom(line, most))
            lines.add(excerpt.isPresent() ? Excerpt.moved(line, excerpt.get().copy(raw), raw) : line);
        note(line);
    }

    /** @param from lines of the file, copied, that hold it together */
    void add(TranscriptLine line, Excerpt from, long most) {
        if (isSaidAgain(line)) return;
        if (hasRoom(line, most))
            lines.add(Excerpt.moved(line, excerpt.orElseThrow().copy(from)));
        note(line);
    }

    private boolean isSaidAgain(TranscriptLine line) {
        return closedBy != Kind.OPENED && isClose(line.kind());
    }

    private boolean hasRoom(TranscriptLine line, long most) {
        octets += line.content().length();
        if (octets > most && !full) overrun("The size of the session", most, true);
        full |= octets > most;
        return !full;
    }

    private void note(TranscriptLine line) {
        if (line.isEvent()) {
            event(line.kind());
            return;
        }
        if (line.time() < 0) timed = false;
        if (!hasDialogue()) begin(line);
        serverSpokeLast = line.kind() == Kind.SERVER;
        if (serverSpokeLast) {
            started |= greetsEarlyTalker(line);
            serverLines++;
            lastCode = LineShape.replyCode(line.content());
            lastAnnouncesMore = WireLine.announcesMore(line.content());
            if (refusedAtFirst && lastCode >= 230 && lastCode < 400) started = opened;
        } else {
            // Looked at while it is at hand: earlier lines may stand in a piece of the file that was forgotten.
            if (clientLines == 0) clientSaidHello = isHello(line);
            clientLines++;
        }
        closed = false;
        closedBy = Kind.OPENED;
    }

    /** In a recording cut at its start a 550 is the reply to some command; as a greeting it serves nobody after it. */
    private void begin(TranscriptLine line) {
        boolean greets = line.kind() == Kind.SERVER && LineShape.isGreeting(line.content());
        started = opened || greets;
        refusedAtFirst = greets && LineShape.replyCode(line.content()) != 220;
    }

    /** A hello before the first 220 was sent without waiting for the greeting: nothing can come before it. */
    private boolean greetsEarlyTalker(TranscriptLine line) {
        return serverLines == 0 && clientSaidHello && LineShape.replyCode(line.content()) == 220;
    }

    private static boolean isHello(TranscriptLine line) {
        return WireLine.verb(line.content()).filter(Verb::isHello).isPresent();
    }

    private void event(Kind kind) {
        switch (kind) {
            case OPENED -> opened |= !hasDialogue();
            case TLS -> {
                if (!hasDialogue()) change(c -> new Circumstances(c.protocol(), c.port(), c.peer(), true));
            }
            case CLOSED -> closed = true;
            case CLOSED_BY_CLIENT, CLOSED_BY_SERVER -> {
                closed = true;
                closedBy = kind;
            }
            case ELIDED -> elided = true;
            default -> {}
        }
    }

    private static boolean isClose(Kind kind) {
        return kind == Kind.CLOSED || kind == Kind.CLOSED_BY_CLIENT || kind == Kind.CLOSED_BY_SERVER;
    }

    boolean hasDialogue() {
        return clientLines + serverLines > 0;
    }

    boolean isClosed() {
        return closed;
    }

    /** Closed, or the server said that it closes: 221 and 421 (RFC 5321 §3.8). */
    boolean isOver() {
        return closed || serverSpokeLast && (lastCode == 221 || lastCode == 421) && !lastAnnouncesMore;
    }

    /** The reply breaks off after the last line: what it says must not be judged, and lines are missing behind it. */
    void breakOff() {
        hideLast();
        gap();
    }

    /** What was said after the last line is not shown. */
    void gap() {
        if (lines.isEmpty()) return;
        TranscriptLine last = lines.get(lines.size() - 1);
        SourceText content = last.content();
        SourceText none = content.slice(content.end(), content.end());
        int place = content.span(content.end(), content.end()).start();
        lines.add(new TranscriptLine(Kind.GAP, none, LineEnding.UNKNOWN, last.time(), false, Span.at(place)));
    }

    void hideLast() {
        int last = lines.size() - 1;
        if (last >= 0) lines.set(last, lines.get(last).asHidden());
    }

    /** Tells that a limit was gone over; @param fatal the session is not judged */
    void overrun(String what, long limit, boolean fatal) {
        Span at = lines.isEmpty() ? Span.at(0) : lines.get(0).span();
        overruns.add(new Overrun(what, limit, at, fatal));
    }

    /** The number of the line of the file at which it was last spoken of. */
    long lastHeard() {
        return lastHeard;
    }

    void heard(long line) {
        lastHeard = line;
    }

    /** True when it is over and waits for what may still be said of it. */
    boolean isAwaited() {
        return awaited;
    }

    void await(boolean waits) {
        awaited = waits;
    }

    /** True when it was handed on. */
    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** From 1 in the order in which somebody first spoke; 0 where nobody did. */
    int number() {
        return number;
    }

    void number(int given) {
        number = given;
    }

    /** Its own copy of its lines, where the file is not kept. */
    Optional<Excerpt> excerpt() {
        return excerpt;
    }

    void change(UnaryOperator<Circumstances> change) {
        circumstances = change.apply(circumstances);
    }

    Circumstances circumstances() {
        return circumstances;
    }

    void shows(Evidence evidence) {
        preserves.add(evidence);
    }

    void lacks(Evidence evidence) {
        preserves.remove(evidence);
    }

    /** The server's port; 25, 587 and 465 tell the protocol (RFC 5321, RFC 6409, RFC 8314). */
    static Circumstances atPort(Circumstances c, int port) {
        Optional<Protocol> protocol = c.protocol();
        if (protocol.isEmpty() && port == 25) protocol = Optional.of(Protocol.SMTP);
        if (protocol.isEmpty() && (port == 587 || port == 465)) protocol = Optional.of(Protocol.SUBMISSION);
        return new Circumstances(protocol, port, c.peer(), c.tlsFromStart());
    }

    /** @param text of the excerpt */
    SessionLines build(Optional<SourceText> text) {
        EnumSet<Evidence> evidence = EnumSet.copyOf(preserves);
        if (clientLines == 0 || serverLines == 0) evidence.remove(Evidence.BOTH);
        set(evidence, Evidence.START, started);
        set(evidence, Evidence.END, isOver());
        set(evidence, Evidence.TIME, timed);
        if (elided) evidence.removeAll(EnumSet.of(Evidence.MESSAGE, Evidence.STUFFED));
        if (clientLines == 0) evidence.removeAll(EnumSet.of(Evidence.MESSAGE, Evidence.STUFFED));
        set(evidence, Evidence.ENVELOPE, evidence.contains(Evidence.MESSAGE));
        if (circumstances.protocol().isPresent()) evidence.add(Evidence.ROLE);
        return new SessionLines(key, number, said(text), evidence, circumstances, overruns);
    }

    private List<TranscriptLine> said(Optional<SourceText> text) {
        if (text.isEmpty()) return lines;
        List<TranscriptLine> said = new ArrayList<>(lines.size());
        for (TranscriptLine line : lines) said.add(Excerpt.home(line, text.get()));
        return said;
    }

    private static void set(Set<Evidence> evidence, Evidence one, boolean holds) {
        if (holds) evidence.add(one);
        else evidence.remove(one);
    }
}
