package smtplint.analyzer.dialect;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads lines without marks: replies look like replies, except where content or an answer to 334 is due. */
final class BareLineReader implements LineReader {
    private static final Set<Evidence> ALL = Set.of(Evidence.BOTH, Evidence.MESSAGE);

    private static final String EMACS_LOST = "Process smtpmail connection broken by remote peer";

    private final Sessions sessions;
    /** False where only the server's lines were recorded. */
    private final boolean clientShown;

    private ContentTracker tracker = new ContentTracker(ALL);
    private boolean greeted;
    private boolean clientSpoke;
    private boolean replyEnded;
    private boolean contentDue;
    /** An empty line where no reply was awaited: one that the client sent, or one of the terminal. */
    private @Nullable SourceText empty;

    BareLineReader(Sessions sessions, boolean clientShown) {
        this.sessions = sessions;
        this.clientShown = clientShown;
    }

    @Override
    public void line(SourceText whole, LineEnding ending) {
        SourceText line = asLeft(withoutCr(whole));
        if (isOfNcat(line)) return;
        boolean reply = LineShape.replyCode(line) > 0;
        if (!greeted || sessions.session("").isOver()) between(line, whole);
        else if (contentDue && reply) elidedThen(line, whole);
        else if (tracker.expectsContent()) client(line, whole);
        else if (reply) server(line, whole);
        else if (isClosing(line)) sessions.event(Kind.CLOSED_BY_SERVER, whole);
        else if (isOfEmacs(line)) return;
        // An empty line answers 334 where a mechanism has nothing more to say (RFC 4954).
        else if (clientShown && (!line.isEmpty() || tracker.expectsAuthResponse())) client(line, whole);
        else if (clientShown && replyEnded) empty = whole;
    }

    /** A server that calls nothing bad syntax speaks of the empty line before. */
    private void answersEmptyLine(SourceText reply) {
        int code = LineShape.replyCode(reply);
        SourceText sent = empty;
        if (sent != null && code >= 500 && code <= 503) client(withoutCr(sent), sent);
        empty = null;
    }

    /** Before a greeting nothing but the terminal's own words is expected, and after the end nothing else. */
    private void between(SourceText line, SourceText whole) {
        if (line.startsWith("Connected to ", line.start())) {
            sessions.event(Kind.OPENED, whole);
            greeted = false;
        } else if (isClosing(line) && greeted && !sessions.session("").isClosed()) {
            sessions.event(Kind.CLOSED_BY_SERVER, whole);
        } else if (LineShape.isGreeting(line)) {
            greeted = true;
            clientSpoke = false;
            replyEnded = false;
            contentDue = false;
            tracker = new ContentTracker(ALL);
            server(line, whole);
        }
    }

    private static boolean isClosing(SourceText line) {
        return line.startsWith("Connection closed", line.start()) || line.startsWith(EMACS_LOST, line.start());
    }

    /** What ncat -vv says of its own doings, between what was said. */
    static boolean isOfNcat(SourceText line) {
        return line.startsWith("libnsock ", line.start()) || line.startsWith("NCAT DEBUG: ", line.start());
    }

    private static boolean isOfEmacs(SourceText line) {
        return line.startsWith("Process smtpmail ", line.start());
    }

    private void elidedThen(SourceText line, SourceText whole) {
        sessions.event(Kind.ELIDED, whole.slice(whole.start(), whole.start()));
        tracker.elided();
        server(line, whole);
    }

    private void server(SourceText line, SourceText whole) {
        answersEmptyLine(line);
        // Emacs logs from the second reply on: its EHLO is missing.
        if (replyEnded && clientShown && !clientSpoke) {
            sessions.event(Kind.GAP, whole.slice(whole.start(), whole.start()));
            clientSpoke = true;
        }
        sessions.say(Kind.SERVER, line, whole);
        tracker.server(line);
        replyEnded = !WireLine.announcesMore(line);
        contentDue = LineShape.replyCode(line) == 354;
    }

    private void client(SourceText line, SourceText whole) {
        contentDue = false;
        clientSpoke = true;
        replyEnded = false;
        empty = null;
        sessions.say(Kind.CLIENT, line, whole);
        tracker.client(line, LineEnding.UNKNOWN);
    }

    /** A terminal takes a character back with a backspace, and shows a blank in its place: what was left was sent. */
    private static SourceText asLeft(SourceText line) {
        if (line.indexOf('\b', line.start()) < 0) return line;
        int[] kept = new int[line.length()];
        int count = 0;
        for (int i = line.start(); i < line.end(); i++) {
            if (line.at(i) != '\b') kept[count++] = i;
            else if (count > 0) count--;
        }
        TextAssembler out = new TextAssembler(count);
        for (int i = 0; i < count; i++) out.copy(line, kept[i], kept[i] + 1);
        return out.text();
    }

    /** A terminal's recording may end its lines with CR CR LF. */
    private static SourceText withoutCr(SourceText line) {
        int end = line.end();
        while (end > line.start() && line.at(end - 1) == '\r') end--;
        return line.slice(line.start(), end);
    }
}
