package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.InternetMessage;
import smtplint.grammar.InternetMessage.EntityContext;

/**
 * Parses raw messages: header section, fields by their grammars, MIME structure, facts of the bodies. Its lexers and
 * parsers are used again for each message; one object for one thread.
 */
public final class MessageReader {
    private final HeaderReader headers;
    private final MessageScanner scanner;
    private final InternetMessage parser;
    private final List<MessageLimits.Reached> reached = new ArrayList<>(0);

    public MessageReader() {
        this(MessageLimits.DEFAULT);
    }

    public MessageReader(MessageLimits limits) {
        headers = new HeaderReader(limits);
        scanner = new MessageScanner(headers, limits);
        parser = new InternetMessage(new TableTokens(scanner));
        parser.removeErrorListeners();
        parser.setBuildParseTree(false);
        parser.setErrorHandler(new StacklessBail());
    }

    public Message read(SourceText text, Message.Context context) {
        scanner.read(text, text.start(), text.end());
        parser.reset();
        Message message = new Entities(text).message(parser.message().content, context, "", text.start(), text.end());
        for (MessageLimits.Reached one : scanner.reached()) reached.add(placed(one, text));
        for (MessageLimits.Reached one : headers.takeReached()) reached.add(placed(one, text));
        return message;
    }

    private static MessageLimits.Reached placed(MessageLimits.Reached one, SourceText text) {
        return new MessageLimits.Reached(
                one.what(), one.limit(), text.span(one.at(), one.at()).start());
    }

    /** The limits that messages read since the last call were over, at offsets of the input. */
    public List<MessageLimits.Reached> takeReached() {
        List<MessageLimits.Reached> taken = List.copyOf(reached);
        reached.clear();
        return taken;
    }

    /** The entities of one message. */
    private final class Entities {
        private final SourceText text;
        private final PartReader parts;

        private Entities(SourceText text) {
            this.text = text;
            this.parts = new PartReader(text, headers, this::embedded);
        }

        private Message embedded(EntityContext entity, String path, int from, int to) {
            return message(entity, Message.Context.EMBEDDED, path, from, to);
        }

        private Message message(EntityContext entity, Message.Context context, String path, int from, int to) {
            HeaderSection header = headers.read(text, entity, false, from);
            Part body = parts.body(entity, header, path, to);
            return new Message(postmark(entity.postmark), header, body, context, text.span(from, to));
        }

        private Optional<Text> postmark(@Nullable Token token) {
            if (token == null) return Optional.empty();
            int from = token.getStartIndex();
            int to = token.getStopIndex() + 1;
            return Optional.of(Text.of(text, from, to));
        }
    }
}
