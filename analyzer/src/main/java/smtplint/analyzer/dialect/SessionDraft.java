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
import smtplint.analyzer.source.Evidence;

/** One session while its lines come in, and what they say about the evidence. */
final class SessionDraft {
    private final String key;
    private final EnumSet<Evidence> preserves = EnumSet.noneOf(Evidence.class);
    private final List<TranscriptLine> lines = new ArrayList<>();
    private Circumstances circumstances = Circumstances.UNKNOWN;
    private int clientLines;
    private int serverLines;
    private int lastCode;
    private boolean opened;
    private boolean started;
    private boolean closed;
    private boolean elided;
    private boolean timed = true;

    SessionDraft(String key, Set<Evidence> preserves) {
        this.key = key;
        this.preserves.addAll(preserves);
    }

    void add(TranscriptLine line) {
        lines.add(line);
        if (line.isEvent()) {
            event(line.kind());
            return;
        }
        if (line.time() < 0) timed = false;
        if (!hasDialogue()) started = opened || line.kind() == Kind.SERVER && LineShape.isGreeting(line.content());
        if (line.kind() == Kind.SERVER) {
            serverLines++;
            lastCode = LineShape.replyCode(line.content());
        } else {
            clientLines++;
        }
        closed = false;
    }

    private void event(Kind kind) {
        switch (kind) {
            case OPENED -> opened |= !hasDialogue();
            case TLS -> {
                if (!hasDialogue()) change(c -> new Circumstances(c.protocol(), c.port(), c.peer(), true));
            }
            case CLOSED, CLOSED_BY_CLIENT, CLOSED_BY_SERVER -> closed = true;
            case ELIDED -> elided = true;
            default -> {}
        }
    }

    boolean hasDialogue() {
        return clientLines + serverLines > 0;
    }

    /** The code of the last reply line, 0 when there was none. */
    int lastCode() {
        return lastCode;
    }

    boolean isClosed() {
        return closed;
    }

    /** Closed, or the server said that it closes: 221 and 421 (RFC 5321 §3.8). */
    boolean isOver() {
        return closed || hasDialogue() && endsWithFarewell();
    }

    private boolean endsWithFarewell() {
        if (lastCode != 221 && lastCode != 421) return false;
        for (int i = lines.size() - 1; i >= 0; i--)
            if (!lines.get(i).isEvent()) return lines.get(i).kind() == Kind.SERVER;
        return false;
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

    SessionLines build() {
        EnumSet<Evidence> evidence = EnumSet.copyOf(preserves);
        if (clientLines == 0 || serverLines == 0) evidence.remove(Evidence.BOTH);
        set(evidence, Evidence.START, started);
        set(evidence, Evidence.END, isOver());
        set(evidence, Evidence.TIME, timed);
        if (elided) evidence.removeAll(EnumSet.of(Evidence.MESSAGE, Evidence.STUFFED));
        if (clientLines == 0) evidence.removeAll(EnumSet.of(Evidence.MESSAGE, Evidence.STUFFED));
        set(evidence, Evidence.ENVELOPE, evidence.contains(Evidence.MESSAGE));
        if (circumstances.protocol().isPresent()) evidence.add(Evidence.ROLE);
        return new SessionLines(key, lines, evidence, circumstances);
    }

    private static void set(Set<Evidence> evidence, Evidence one, boolean holds) {
        if (holds) evidence.add(one);
        else evidence.remove(one);
    }
}
