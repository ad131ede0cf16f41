package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.dialect.ContentTracker;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.SmtpSession;

/**
 * One token for each line of a session, one for each block of content, and virtual ones where a side begins to speak or
 * a reply ends. Start and end of a token are indexes into {@link #lines}, in which a block stands together even where
 * replies came while it was sent. Every sequence of lines gives tokens that the grammar takes.
 */
final class SessionScanner extends TokenTable {
    private enum Block {
        NONE,
        CONTENT,
        CHUNK
    }

    private static final int NOBODY = 0;
    /** Lines of one reply. */
    private static final int FURTHEST_LOOK = 32;

    private final List<TranscriptLine> lines = new ArrayList<>();
    private final List<TranscriptLine> block = new ArrayList<>();
    private final ContentTracker tracker;
    private final boolean contentShown;
    private Block open = Block.NONE;
    private boolean elided;
    /** Chunk lines belong to the BDAT that is the last token; one that replies parted from it has lost its command. */
    private boolean afterBdat;

    /** The lines that are scanned. */
    private final List<TranscriptLine> said;
    /** A lone dot in the content looks like the end of it. */
    private final boolean unstuffed;

    private final boolean wire;
    private final EndOfContent endOfContent;
    private LoneDots dots = new LoneDots(this::loneDot);
    /** The dots that the server wrongly took for the end of content, and their forms. */
    private final Map<TranscriptLine, String> fakeEnds = new IdentityHashMap<>(0);
    /** The first lone dot that was found in the line at hand and is believed to end the content. */
    private @Nullable FakeDot believed;

    private int at;
    private boolean clientSeen;
    private int speaker = NOBODY;
    private boolean replyOpen;

    SessionScanner(SessionLines session) {
        tracker = new ContentTracker(session.evidence());
        contentShown = session.evidence().contains(Evidence.MESSAGE);
        said = session.lines();
        unstuffed = contentShown && !session.evidence().contains(Evidence.STUFFED);
        wire = session.evidence().contains(Evidence.WIRE);
        endOfContent = new EndOfContent(session.lines(), session.evidence());
        clear();
        for (TranscriptLine line : session.lines()) {
            scan(line);
            at++;
        }
        if (open == Block.CHUNK && !block.isEmpty() && tracker.expectsContent() && tracker.chunkLeft() > 0)
            event(holeBehind(block.get(block.size() - 1)));
        finish();
        close(lines.size());
    }

    /** What the tokens' offsets count. */
    List<TranscriptLine> lines() {
        return lines;
    }

    private void scan(TranscriptLine line) {
        switch (line.kind()) {
            case CLIENT -> client(line);
            case SERVER -> server(line);
            case ELIDED -> elided(line);
            default -> event(line);
        }
    }

    private void client(TranscriptLine line) {
        clientSeen = true;
        boolean inContent = open == Block.CONTENT;
        if (wire && tracker.readsContent() && readsDots(line)) return;
        if (unstuffed && inContent && isDot(line.content()) && contentFollows(at + 1)) {
            into(Block.CONTENT, line);
            return;
        }
        ContentTracker.Role role = tracker.client(line.content(), line.ending());
        switch (role) {
            case CONTENT -> into(Block.CONTENT, line);
            case END_OF_CONTENT -> {
                into(Block.CONTENT, line);
                closeContent(SmtpSession.CONTENT);
            }
            case CHUNK -> chunk(line);
            case AUTH_RESPONSE -> one(SmtpSession.AUTH_RESPONSE, line);
            case COMMAND -> {
                if (inContent) closeContent(SmtpSession.CONTENT);
                closeChunk();
                command(line);
            }
        }
    }

    /** A lone dot in the line at hand: where it begins, and where the line goes on behind it. */
    private record FakeDot(String form, int from, int after) {}

    private void loneDot(String form, SourceText line, Span dot, int from, int after) {
        boolean goesOn = after < line.end();
        if (believed == null && from >= 0 && endOfContent.isBelieved(at, goesOn))
            believed = new FakeDot(form, from, after);
    }

    /** Takes a line of content that holds a lone dot that is not the end, or was believed to be. */
    private boolean readsDots(TranscriptLine line) {
        believed = null;
        SourceText content = line.content();
        dots.line(content, line.ending());
        FakeDot dot = believed;
        if (dot == null) {
            if (isDot(content) && !isRealEnd(line)) {
                into(Block.CONTENT, line);
                return true;
            }
            return false;
        }
        if (dot.from() > content.start()) into(Block.CONTENT, part(line, content.start(), dot.from()));
        int end = dot.from();
        while (end < content.end() && content.at(end) != '\r' && content.at(end) != '\n') end++;
        TranscriptLine alone = part(line, dot.from(), end);
        fakeEnds.put(alone, dot.form());
        into(Block.CONTENT, alone);
        tracker.endOfContent();
        closeContent(SmtpSession.CONTENT);
        if (dot.after() < content.end()) client(part(line, dot.after(), content.end()));
        return true;
    }

    private boolean isRealEnd(TranscriptLine line) {
        LineEnding before =
                block.isEmpty() ? LineEnding.CRLF : block.get(block.size() - 1).ending();
        return isCrlf(before) && isCrlf(line.ending());
    }

    private static boolean isCrlf(LineEnding ending) {
        return ending == LineEnding.CRLF || ending == LineEnding.UNKNOWN;
    }

    /** The form of a lone dot that the server took for the end although it is none. */
    Optional<String> fakeEnd(TranscriptLine dot) {
        return Optional.ofNullable(fakeEnds.get(dot));
    }

    private void command(TranscriptLine line) {
        boolean bdat =
                WireLine.verb(line.content()).filter(verb -> verb == Verb.BDAT).isPresent();
        one(bdat ? SmtpSession.BDAT : SmtpSession.COMMAND, line);
        afterBdat = bdat;
    }

    private void chunk(TranscriptLine line) {
        int end = tracker.chunkEnd();
        if (end == line.content().end()) {
            into(Block.CHUNK, line);
            if (!tracker.expectsContent()) closeChunk();
            return;
        }
        into(Block.CHUNK, part(line, line.content().start(), end));
        closeChunk();
        client(part(line, end, line.content().end()));
    }

    /** The recording ends before the chunk does. */
    private static TranscriptLine holeBehind(TranscriptLine last) {
        int end = last.content().end();
        return new TranscriptLine(
                TranscriptLine.Kind.GAP,
                last.content().slice(end, end),
                LineEnding.UNKNOWN,
                last.time(),
                false,
                last.content().span(end, end));
    }

    private static TranscriptLine part(TranscriptLine line, int from, int to) {
        boolean last = to == line.content().end();
        return new TranscriptLine(
                line.kind(),
                line.content().slice(from, to),
                last ? line.ending() : LineEnding.NONE,
                line.time(),
                line.hidden(),
                line.content().span(from, to));
    }

    private void into(Block kind, TranscriptLine line) {
        open = kind;
        block.add(line);
    }

    private void server(TranscriptLine line) {
        boolean contentExpected = tracker.expectsContent();
        if (contentExpected && comesTooEarly(line)) {
            reply(line);
            return;
        }
        boolean ended = tracker.server(line.content());
        boolean lost = open == Block.CONTENT && contentExpected && !tracker.expectsContent();
        // A recording of the server alone has no content to answer.
        if (ended && clientSeen || lost)
            closeContent(block.isEmpty() ? SmtpSession.ELIDED_CONTENT : SmtpSession.CONTENT);
        if (open == Block.CHUNK) closeChunk();
        reply(line);
    }

    private void reply(TranscriptLine line) {
        afterBdat = false;
        speak(SmtpSession.SERVER);
        int code = WireLine.replyCode(line.content());
        boolean more = WireLine.announcesMore(line.content());
        one(code == 0 ? SmtpSession.REPLY_JUNK : more ? SmtpSession.REPLY_MORE : SmtpSession.REPLY_LAST, line);
        replyOpen = more || code == 0 && replyOpen;
        if (!replyOpen) virtual(SmtpSession.REPLY_END);
    }

    /** A success that stands in the middle of content answers nothing: the client goes on, and the server reads on. */
    private boolean comesTooEarly(TranscriptLine line) {
        int code = WireLine.replyCode(line.content());
        return contentShown && !elided && tracker.readsContent() && code / 100 == 2 && contentFollows(at + 1);
    }

    /** The next line of the client is content: neither a command, nor is nothing more shown of the client. */
    private boolean contentFollows(int from) {
        int last = Math.min(said.size(), from + FURTHEST_LOOK);
        for (int i = from; i < last; i++) {
            TranscriptLine line = said.get(i);
            if (line.kind() == TranscriptLine.Kind.CLIENT) return !WireLine.isCommand(line.content());
            if (line.isEvent() || unstuffed) return false;
        }
        return false;
    }

    private static boolean isDot(SourceText content) {
        return content.length() == 1 && content.at(content.start()) == '.';
    }

    private void elided(TranscriptLine line) {
        tracker.elided();
        if (tracker.expectsContent()) {
            open = Block.CONTENT;
            elided = true;
        } else if (afterBdat) {
            elided = true;
            open = Block.CHUNK;
            closeChunk();
        } else {
            event(line);
        }
    }

    private void event(TranscriptLine line) {
        boolean channelChanged = line.kind() != TranscriptLine.Kind.GAP
                && line.kind() != TranscriptLine.Kind.ELIDED
                && line.kind() != TranscriptLine.Kind.TLS;
        // What was sent, and never answered, ended nevertheless.
        if (channelChanged && open == Block.CONTENT && elided) closeContent(SmtpSession.ELIDED_CONTENT);
        finish();
        if (channelChanged) tracker.reset();
        if (line.kind() == TranscriptLine.Kind.GAP) tracker.gap();
        add(SmtpSession.EVENT, lines.size(), lines.size() + 1);
        lines.add(line);
        speaker = NOBODY;
    }

    private void finish() {
        if (open == Block.CONTENT && !(block.isEmpty() && elided)) closeContent(SmtpSession.UNFINISHED_CONTENT);
        open = open == Block.CONTENT ? Block.NONE : open;
        closeChunk();
        closeReply();
        afterBdat = false;
    }

    private void one(int type, TranscriptLine line) {
        if (type < SmtpSession.REPLY_MORE) speak(SmtpSession.CLIENT);
        afterBdat = false;
        add(type, lines.size(), lines.size() + 1);
        lines.add(line);
    }

    private void speak(int side) {
        if (speaker == side) return;
        closeReply();
        virtual(side);
        speaker = side;
    }

    private void closeReply() {
        if (replyOpen) virtual(SmtpSession.REPLY_END);
        replyOpen = false;
    }

    private void virtual(int type) {
        add(type, lines.size(), lines.size());
    }

    private void closeContent(int type) {
        speak(SmtpSession.CLIENT);
        boolean nothingShown = !contentShown && block.size() <= 1;
        addBlock(elided || nothingShown ? SmtpSession.ELIDED_CONTENT : type);
        dots = new LoneDots(this::loneDot);
    }

    private void closeChunk() {
        if (open != Block.CHUNK) return;
        if (afterBdat) addBlock(elided ? SmtpSession.ELIDED_CHUNK : SmtpSession.CHUNK);
        block.clear();
        open = Block.NONE;
        elided = false;
        afterBdat = false;
    }

    private void addBlock(int type) {
        add(type, lines.size(), lines.size() + block.size());
        lines.addAll(block);
        block.clear();
        open = Block.NONE;
        elided = false;
        afterBdat = false;
    }

    @Override
    protected String word(int type) {
        return "a line";
    }

    @Override
    protected String string(int from, int to) {
        return "";
    }
}
