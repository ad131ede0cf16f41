package smtplint.analyzer.syntax;

import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.InternetMessage;
import smtplint.grammar.InternetMessage.EntityContext;

/** Parses a raw message: header section, fields by their grammars, MIME structure, facts of the bodies. */
public final class MessageReader {
    private final SourceText text;
    private final HeaderReader headers = new HeaderReader();
    private final PartReader parts;

    private MessageReader(SourceText text) {
        this.text = text;
        this.parts = new PartReader(text, headers, this::embedded);
    }

    public static Message read(SourceText text, Message.Context context) {
        return new MessageReader(text).read(context);
    }

    private Message read(Message.Context context) {
        MessageScanner scanner = new MessageScanner(headers);
        scanner.read(text, text.start(), text.end());
        InternetMessage parser = new InternetMessage(new TableTokens(scanner));
        parser.removeErrorListeners();
        parser.setBuildParseTree(false);
        parser.setErrorHandler(new BailErrorStrategy());
        return message(parser.message().content, context, "", text.start(), text.end());
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
        return Optional.of(new Text(text.string(from, to), text.span(from, to)));
    }
}
