package smtplint.analyzer.capture;

import java.util.EnumSet;
import java.util.Set;
import smtplint.analyzer.dialect.ContentTracker;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Writes down the session that was held over one connection. Octets that were not captured leave a mark. */
final class SessionReader implements Conversation.Listener {
    private final Page page;
    private final long most;
    private final SessionNotes notes;
    private final Conversation conversation;
    private final ContentTracker tracker;
    private final StartTls tls = new StartTls();
    private final LineCutter client;
    private final LineCutter server;
    /** The rest of content whose beginning or middle is missing is not shown either. */
    private boolean skipsContent;

    private long skippedOctets;
    private boolean clientAfterGap;
    private boolean serverAfterGap;

    private long octets;
    private boolean full;

    /**
     * Begins to read a connection.
     *
     * @param page takes the lines
     * @param most octets that a session may have
     */
    SessionReader(Connection connection, Page page, SessionNotes.Numbering numbering, long most) {
        this.page = page;
        this.most = most;
        this.notes = new SessionNotes(connection, numbering);
        this.conversation = new Conversation(connection, this);
        Set<Evidence> evidence = EnumSet.of(Evidence.MESSAGE);
        if (!connection.fromClient().isEmpty() && !connection.fromServer().isEmpty()) evidence.add(Evidence.BOTH);
        this.tracker = new ContentTracker(evidence);
        this.client = new LineCutter(page, new ClientLines());
        this.server = new LineCutter(page, new ServerLines());
        notes.opened();
    }

    /** Hears what is known to come next. */
    void listen() {
        conversation.play(false);
    }

    /** True when nothing more will be understood: it is encrypted, or the session is too large. */
    boolean isDeaf() {
        return full || tls.isSpoken();
    }

    /** What was said so far. */
    long octets() {
        return octets;
    }

    SessionNotes notes() {
        return notes;
    }

    Page page() {
        return page;
    }

    private boolean takes(Piece piece) {
        if (isDeaf()) return false;
        octets += piece.captured();
        full = octets > most;
        if (full) notes.overrun("The size of the session", most, true);
        return !full;
    }

    @Override
    public void client(Piece piece) {
        if (!takes(piece)) return;
        if (piece.isMissing()) {
            clientGap(piece);
            return;
        }
        if (!tracker.expectsContent() && client.begun() == 0 && handshake(piece)) return;
        int skip = (int) Math.min(skippedOctets, piece.length());
        skippedOctets -= skip;
        client.take(piece, skip);
    }

    @Override
    public void server(Piece piece) {
        if (!takes(piece)) return;
        if (piece.isMissing()) {
            server.forget();
            serverAfterGap = true;
            notes.event(Kind.GAP, piece.time());
        } else if (server.begun() > 0 || !handshake(piece)) {
            server.take(piece, 0);
        }
    }

    private boolean handshake(Piece piece) {
        if (!tls.begins(piece.text())) return false;
        notes.event(Kind.TLS, piece.time());
        return true;
    }

    private void clientGap(Piece piece) {
        long chunkLeft = tracker.chunkLeft() - client.begun() - piece.length();
        client.forget();
        if (tracker.chunkLeft() > 0) {
            elided(piece);
            skippedOctets = Math.max(0, chunkLeft);
            if (chunkLeft >= 0) return;
        } else if (skippedOctets >= piece.length()) {
            skippedOctets -= piece.length();
            return;
        } else if (tracker.expectsContent() || skipsContent) {
            if (!skipsContent) elided(piece);
            skipsContent = true;
            return;
        }
        skippedOctets = 0;
        clientAfterGap = true;
        notes.event(Kind.GAP, piece.time());
    }

    private void elided(Piece piece) {
        tracker.elided();
        notes.event(Kind.ELIDED, piece.time());
    }

    /** The connection ended, or nothing more is known of it. */
    void finish() {
        conversation.play(true);
        if (tls.isSpoken()) {
            notes.opaque();
            return;
        }
        notes.atEnd();
        client.finish(notes.lastTime());
        server.finish(notes.lastTime());
        notes.closed();
    }

    private final class ClientLines implements LineCutter.Lines {
        @Override
        public long longest() {
            long left = tracker.chunkLeft();
            return left > 0 ? left : Long.MAX_VALUE;
        }

        @Override
        public void line(SourceText whole, SourceText content, LineEnding ending, long time) {
            if (skipsContent && !(content.length() == 1 && content.at(content.start()) == '.')) return;
            skipsContent = false;
            boolean afterGap = clientAfterGap;
            clientAfterGap = false;
            if (afterGap && WireLine.verb(content).isEmpty()) return;
            ContentTracker.Role role = tracker.client(content, ending);
            switch (role) {
                case COMMAND -> {
                    boolean starts = WireLine.verb(content)
                            .filter(verb -> verb == Verb.STARTTLS)
                            .isPresent();
                    tls.command(starts);
                }
                case AUTH_RESPONSE, END_OF_CONTENT -> tls.command(false);
                case CONTENT, CHUNK -> {}
            }
            notes.said(Kind.CLIENT, whole, content, ending, time);
        }
    }

    private final class ServerLines implements LineCutter.Lines {
        @Override
        public long longest() {
            return Long.MAX_VALUE;
        }

        @Override
        public void line(SourceText whole, SourceText content, LineEnding ending, long time) {
            int code = WireLine.replyCode(content);
            boolean afterGap = serverAfterGap;
            serverAfterGap = false;
            if (afterGap && code == 0) return;
            boolean last = code > 0 && !WireLine.announcesMore(content);
            if (last && notes.isBegun()) tls.reply(code);
            if (tracker.server(content) || code > 0 && !tracker.expectsContent()) skipsContent = false;
            notes.said(Kind.SERVER, whole, content, ending, time);
        }
    }
}
