package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads nodemailer and smtp-server: content and further lines of a reply stand there without a mark. */
final class NodemailerLineReader implements LineReader {
    private final Talk talk;
    private final boolean contentShown;
    private final Clock clock = new Clock();

    NodemailerLineReader(Sessions sessions, boolean contentShown) {
        this.talk = new Talk(sessions, contentShown, true);
        this.contentShown = contentShown;
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        NodemailerFrame frame = NodemailerFrame.read(line);
        if (!frame.isPresent()) return;
        long time = clock.at(frame.day(), frame.timeOfDay());
        String key = frame.key();
        Optional<Mark> mark = frame.mark();
        if (contentShown && frame.isDebug() && talk.contentDue(key) && isContent(frame, key, mark))
            say(key, new Mark(Kind.CLIENT, frame.content()), time, line);
        else if (mark.isPresent()) marked(key, mark.get(), time, line);
        else if (talk.replyDue(key) && LineShape.replyCode(frame.content()) > 0)
            say(key, new Mark(Kind.SERVER, frame.content()), time, line);
        else event(frame, key, time, line);
    }

    private boolean isContent(NodemailerFrame frame, String key, Optional<Mark> mark) {
        return !isReply(key, mark)
                && !isEmptyContent(key, mark)
                && !frame.says("Closing connection to the server using \"");
    }

    /** A line of the content may look like a reply, but a server that replies in its middle refuses it. */
    private boolean isReply(String key, Optional<Mark> mark) {
        int code = mark.filter(Mark::isServer)
                .map(m -> LineShape.replyCode(m.content()))
                .orElse(0);
        return talk.justAccepted(key) ? code > 0 : code >= 400;
    }

    /** {@code C: .}, where every recipient of a group was refused: all other content stands without a mark. */
    private boolean isEmptyContent(String key, Optional<Mark> mark) {
        return talk.justAccepted(key)
                && mark.filter(m -> !m.isServer()
                                && m.content().length() == 1
                                && m.content().at(m.content().start()) == '.')
                        .isPresent();
    }

    /** {@code C: <99 bytes of DATA>}. */
    private void marked(String key, Mark mark, long time, SourceText line) {
        boolean counted = !mark.isServer() && LineShape.contains(mark.content(), " bytes of DATA>");
        if (counted) talk.event(key, Kind.ELIDED, time, line);
        else say(key, mark, time, line);
    }

    private void say(String key, Mark mark, long time, SourceText line) {
        talk.say(key, mark, LineEnding.UNKNOWN, time, line);
    }

    private void event(NodemailerFrame frame, String key, long time, SourceText line) {
        if (frame.says("Connection established to ") || frame.says("Connection from ") && !key.isEmpty())
            talk.event(key, Kind.OPENED, time, line);
        else if (frame.says("Connection upgraded with STARTTLS")) talk.event(key, Kind.TLS, time, line);
        else if (frame.says("Closing connection to the server")) talk.event(key, Kind.CLOSED_BY_CLIENT, time, line);
        else if (frame.says("Connection closed unexpectedly")) talk.event(key, Kind.CLOSED_BY_SERVER, time, line);
        else if (frame.says("Connection closed")) talk.event(key, Kind.CLOSED, time, line);
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
