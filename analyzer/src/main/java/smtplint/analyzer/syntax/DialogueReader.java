package smtplint.analyzer.syntax;

import java.util.List;
import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.model.Dialogue;
import smtplint.analyzer.source.Span;
import smtplint.grammar.SmtpSession;

/**
 * Parses the lines of sessions: commands, replies, content and the messages in it. Its lexers and parsers are used again
 * for each session; one object for one thread.
 */
public final class DialogueReader {
    /** The grammar takes every sequence of lines: no token need be looked at twice in case one is wrong. */
    private final ANTLRErrorStrategy errors = new DefaultErrorStrategy() {
        @Override
        public void sync(Parser parser) {}
    };

    private final CommandReader commands = new CommandReader();
    private final MessageReader messages;

    public DialogueReader(MessageReader messages) {
        this.messages = messages;
    }

    public Dialogue read(SessionLines lines) {
        SessionScanner scanner = new SessionScanner(lines);
        DialogueBuilder builder = new DialogueBuilder(scanner, lines.evidence(), commands, messages);
        SmtpSession parser = new SmtpSession(new TableTokens(scanner));
        parser.removeErrorListeners();
        parser.setErrorHandler(errors);
        parser.setBuildParseTree(false);
        parser.addParseListener(builder);
        parser.session();
        return new Dialogue(lines.key(), builder.turns(), lines.evidence(), lines.circumstances(), span(lines));
    }

    private static Span span(SessionLines session) {
        List<TranscriptLine> lines = session.lines();
        if (lines.isEmpty()) return new Span(0, 0);
        return lines.get(0).span().to(lines.get(lines.size() - 1).span());
    }
}
