package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Circumstances.Protocol;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads the verbose log of Postfix: sessions by process, which serves one after the other. Content is never shown. */
final class PostfixLineReader implements LineReader {
    private final Sessions sessions;
    private final Clock clock = new Clock();

    PostfixLineReader(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void line(SourceText whole, LineEnding ending) {
        Optional<PostfixLine> read = PostfixLine.read(whole);
        if (read.isEmpty()) return;
        PostfixLine line = read.get();
        Optional<Mark> mark = line.mark();
        if (mark.isPresent()) say(line, mark.get(), whole);
        else if (line.server()) serverNote(line, whole);
        else clientNote(line, whole);
    }

    private void say(PostfixLine line, Mark mark, SourceText whole) {
        sessions.add(
                line.key(),
                TranscriptLine.said(
                        mark.side(),
                        mark.content(),
                        LineEnding.UNKNOWN,
                        line.syslog().time(clock),
                        whole));
        boolean accepted = mark.isServer() && LineShape.replyCode(mark.content()) == 354;
        boolean chunk = !mark.isServer()
                && mark.content().startsWithIgnoringCase("BDAT ", mark.content().start());
        if (accepted || chunk) event(Kind.ELIDED, line, whole);
    }

    private void serverNote(PostfixLine line, SourceText whole) {
        if (line.says("connect from ")) {
            begin(line, line.address(), 0);
            event(Kind.OPENED, line, whole);
        } else if (line.says("disconnect from ")) {
            event(Kind.CLOSED, line, whole);
        } else if (line.says("lost connection after ")) {
            event(Kind.CLOSED_BY_CLIENT, line, whole);
        } else if (line.says("timeout after ") || line.says("too many errors after ")) {
            event(Kind.CLOSED_BY_SERVER, line, whole);
        } else if (LineShape.contains(line.text(), " TLS connection established ")) {
            event(Kind.TLS, line, whole);
        } else if (line.says("SSL_accept error ")) {
            event(Kind.TLS_FAILED, line, whole);
        }
    }

    private void clientNote(PostfixLine line, SourceText whole) {
        if (line.says("smtp_connect_addr: trying: ")) {
            int port = LineShape.find(line.text(), " port ", line.text().start());
            begin(line, Optional.empty(), port < 0 ? 0 : LineShape.number(line.text(), port + 6));
            event(Kind.OPENED, line, whole);
        } else if (line.says("connection closed")
                && sessions.session(line.key()).hasDialogue()) {
            event(Kind.CLOSED_BY_CLIENT, line, whole);
        } else if (line.says("lost connection with ")) {
            event(Kind.CLOSED_BY_SERVER, line, whole);
        } else if (LineShape.contains(line.text(), " TLS connection established ")) {
            event(Kind.TLS, line, whole);
        } else if (line.says("SSL_connect error ")) {
            event(Kind.TLS_FAILED, line, whole);
        }
    }

    private void begin(PostfixLine line, Optional<String> peer, int port) {
        Circumstances circumstances = new Circumstances(protocol(line), 0, peer, false);
        sessions.begin(line.key()).change(c -> port > 0 ? SessionDraft.atPort(circumstances, port) : circumstances);
    }

    /** The names that master.cf gives to the services. */
    private static Optional<Protocol> protocol(PostfixLine line) {
        SourceText program = line.syslog().program();
        if (line.syslog().isOf("lmtp")) return Optional.of(Protocol.LMTP);
        if (LineShape.contains(program, "submission") || LineShape.contains(program, "smtps"))
            return Optional.of(Protocol.SUBMISSION);
        return Optional.empty();
    }

    private void event(Kind kind, PostfixLine line, SourceText whole) {
        sessions.add(line.key(), TranscriptLine.event(kind, whole, line.syslog().time(clock)));
    }
}
