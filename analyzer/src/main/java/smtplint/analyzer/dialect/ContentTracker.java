package smtplint.analyzer.dialect;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Follows a dialogue line by line and tells where content runs: from 354 to the lone dot, for the octets of a BDAT
 * chunk, through an AUTH exchange. Replies are matched to commands in order, as a group of commands is answered in one
 * block (RFC 2920). One object per session; every call is constant work, amortised.
 */
public final class ContentTracker {
    /** What a line of the client is. */
    public enum Role {
        COMMAND,
        AUTH_RESPONSE,
        CONTENT,
        /** The lone dot. */
        END_OF_CONTENT,
        /** Octets of a BDAT chunk, at least up to {@link ContentTracker#chunkEnd}. */
        CHUNK
    }

    private enum Owed {
        REPLY,
        DATA,
        /** DATA whose content was sent, dot and all, before it was answered. */
        DATA_SENT,
        AUTH
    }

    private enum Mode {
        DIALOGUE,
        /** After 354. */
        CONTENT,
        /** Content that came before DATA was answered. */
        EARLY_CONTENT,
        CHUNK
    }

    private static final int DATA_ACCEPTED = 354;
    private static final int AUTH_CONTINUES = 334;
    private static final long LARGEST_CHUNK = 1L << 50;

    private final boolean bothSides;
    private final boolean contentShown;
    private final ArrayDeque<Owed> owed = new ArrayDeque<>();
    private int dataOwed;
    private int authOwed;
    private Mode mode = Mode.DIALOGUE;
    private boolean serverSeen;
    private boolean awaitsResponse;
    /** The next command may end the content: part of it is not shown, or the server has already answered. */
    private boolean doubtful;
    /** Some of the content was sent: what the server says next answers it. */
    private boolean begun;

    private long chunkLeft;
    private int chunkEnd;

    /** @param evidence what the recording preserves; BOTH and MESSAGE are asked for */
    public ContentTracker(Set<Evidence> evidence) {
        bothSides = evidence.contains(Evidence.BOTH);
        contentShown = evidence.contains(Evidence.MESSAGE);
    }

    /** Takes a line of the client, its line end left out, and says what it is. */
    public Role client(SourceText line, LineEnding ending) {
        if (mode == Mode.CONTENT || mode == Mode.EARLY_CONTENT) return inContent(line);
        if (mode == Mode.CHUNK) return inChunk(line, ending);
        if (awaitsResponse || last() == Owed.AUTH) return inAuth(line);
        if (last() != Owed.DATA || WireLine.isCommand(line)) return command(line);
        // DATA is not answered yet, or never is in this recording, and this is no command: content has begun.
        mode = Mode.EARLY_CONTENT;
        doubtful = false;
        return inContent(line);
    }

    /** Takes a line of the server. Returns true when it ended content whose dot was not seen. */
    public boolean server(SourceText line) {
        int code = WireLine.replyCode(line);
        if (code == 0) return false;
        boolean first = !serverSeen;
        serverSeen = true;
        boolean ended = mode == Mode.CONTENT && (code != DATA_ACCEPTED || begun && dataOwed == 0);
        if (ended) {
            mode = Mode.DIALOGUE;
            owed.addFirst(Owed.REPLY);
        }
        if (mode == Mode.CHUNK) doubtful = true;
        boolean greeting = first && code == 220 && !awaitsResponse;
        if (!greeting && !WireLine.announcesMore(line)) answered(code);
        return ended;
    }

    /** Content was sent that the recording does not show. */
    public void elided() {
        if (mode == Mode.DIALOGUE && last() == Owed.DATA) mode = Mode.EARLY_CONTENT;
        if (mode == Mode.CHUNK) mode = Mode.DIALOGUE;
        doubtful = true;
        begun = true;
    }

    /** Something is missing: it may have ended the content. */
    public void gap() {
        doubtful = true;
        if (mode == Mode.CHUNK) mode = Mode.DIALOGUE;
    }

    /** The channel was opened or closed: nothing is owed any more. */
    public void reset() {
        owed.clear();
        dataOwed = 0;
        authOwed = 0;
        mode = Mode.DIALOGUE;
        serverSeen = false;
        awaitsResponse = false;
        chunkLeft = 0;
    }

    /** Content after DATA is being read, whether 354 has come or not. */
    public boolean readsContent() {
        return mode == Mode.CONTENT || mode == Mode.EARLY_CONTENT;
    }

    /** The next line comes from the client and is content: for recordings that do not mark the sides. */
    public boolean expectsContent() {
        return mode == Mode.CONTENT || mode == Mode.EARLY_CONTENT || mode == Mode.CHUNK && !doubtful;
    }

    /** The next line comes from the client and answers 334. */
    public boolean expectsAuthResponse() {
        return awaitsResponse;
    }

    /** Octets of a BDAT chunk that are still to come. */
    public long chunkLeft() {
        return mode == Mode.CHUNK ? chunkLeft : 0;
    }

    /** Where in the last CHUNK line the chunk ended, a buffer offset; what follows is to be given to {@link #client}. */
    public int chunkEnd() {
        return chunkEnd;
    }

    private Role inContent(SourceText line) {
        if (line.length() == 1 && line.at(line.start()) == '.') {
            endOfContent();
            return Role.END_OF_CONTENT;
        }
        if ((doubtful || !contentShown) && WireLine.isCommand(line)) {
            endOfContent();
            return command(line);
        }
        begun = true;
        return Role.CONTENT;
    }

    /** The content ended with what the server took for its end, whatever it was. */
    public void endOfContent() {
        if (mode == Mode.EARLY_CONTENT && last() == Owed.DATA) {
            owed.removeLast();
            owed.addLast(Owed.DATA_SENT);
        }
        mode = Mode.DIALOGUE;
        owe(Owed.REPLY);
    }

    private Role inChunk(SourceText line, LineEnding ending) {
        if ((doubtful || !contentShown) && WireLine.isCommand(line)) {
            mode = Mode.DIALOGUE;
            return command(line);
        }
        if (chunkLeft <= line.length()) {
            chunkEnd = line.start() + (int) chunkLeft;
            chunkLeft = 0;
        } else {
            chunkEnd = line.end();
            chunkLeft -= line.length() + octets(ending);
        }
        if (chunkLeft <= 0) mode = Mode.DIALOGUE;
        return Role.CHUNK;
    }

    private static int octets(LineEnding ending) {
        return switch (ending) {
            case CRLF, UNKNOWN -> 2;
            case LF, CR -> 1;
            case NONE -> 0;
        };
    }

    private Role inAuth(SourceText line) {
        awaitsResponse = false;
        if (WireLine.isCommand(line)) return command(line);
        owe(Owed.AUTH);
        return Role.AUTH_RESPONSE;
    }

    private Role command(SourceText line) {
        Optional<Verb> verb = WireLine.verb(line);
        Owed kind = verb.map(v -> v == Verb.DATA ? Owed.DATA : v == Verb.AUTH ? Owed.AUTH : Owed.REPLY)
                .orElse(Owed.REPLY);
        owe(kind);
        if (verb.filter(v -> v == Verb.BDAT).isPresent()) {
            chunkLeft = chunkSize(line);
            doubtful = false;
            if (chunkLeft > 0) mode = Mode.CHUNK;
        }
        return Role.COMMAND;
    }

    private static long chunkSize(SourceText line) {
        int i = line.start();
        while (i < line.end() && line.at(i) <= ' ') i++;
        i += "BDAT".length();
        while (i < line.end() && line.at(i) == ' ') i++;
        long size = 0;
        for (; i < line.end() && line.at(i) >= '0' && line.at(i) <= '9'; i++)
            size = Math.min(LARGEST_CHUNK, size * 10 + line.at(i) - '0');
        return i == line.end() || line.at(i) == ' ' ? size : 0;
    }

    /** The oldest command without a reply is of this kind. */
    private boolean isOwed(Owed kind) {
        return !owed.isEmpty() && owed.getFirst() == kind;
    }

    private Owed last() {
        return owed.isEmpty() ? Owed.REPLY : owed.getLast();
    }

    private void owe(Owed kind) {
        // Where no server is shown nothing is ever answered, and only the last command matters.
        if (!bothSides && !serverSeen) forgetAll();
        owed.addLast(kind);
        if (kind == Owed.DATA) dataOwed++;
        if (kind == Owed.AUTH) authOwed++;
    }

    private void forgetAll() {
        owed.clear();
        dataOwed = 0;
        authOwed = 0;
    }

    private void answered(int code) {
        if (code == DATA_ACCEPTED && (dataOwed > 0 || owed.isEmpty()) || code / 100 == 3 && isOwed(Owed.DATA)) {
            Owed data = owed.isEmpty() ? Owed.DATA : answeredUpTo(Owed.DATA, Owed.DATA_SENT);
            if (data != Owed.DATA) return;
            if (mode != Mode.EARLY_CONTENT) {
                doubtful = false;
                begun = false;
            }
            mode = Mode.CONTENT;
        } else if (code == AUTH_CONTINUES && authOwed > 0) {
            answeredUpTo(Owed.AUTH, Owed.AUTH);
            awaitsResponse = authOwed == 0;
        } else if (code >= 200) {
            Owed kind = next();
            awaitsResponse = false;
            if (kind == Owed.DATA && mode == Mode.EARLY_CONTENT && dataOwed == 0) mode = Mode.DIALOGUE;
        }
    }

    /** Skips commands whose replies the recording lost. */
    private Owed answeredUpTo(Owed kind, Owed other) {
        Owed found = next();
        while (found != kind && found != other) found = next();
        return found;
    }

    private Owed next() {
        Owed kind = owed.isEmpty() ? Owed.REPLY : owed.removeFirst();
        if (kind == Owed.DATA || kind == Owed.DATA_SENT) dataOwed--;
        if (kind == Owed.AUTH) authOwed--;
        return kind;
    }
}
