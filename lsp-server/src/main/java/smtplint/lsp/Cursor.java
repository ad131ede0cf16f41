package smtplint.lsp;

import java.util.Optional;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Span;

/** What stands at an offset. Sessions may be interleaved, so lines decide, not the extent of a session. */
sealed interface Cursor {

    /** Writes what there is to say, and gives the place that it is said of; nothing where there is nothing to say. */
    Optional<Span> explain(HoverText text);

    record OnCommand(Command command, Exchange exchange, int offset) implements Cursor {
        @Override
        public Optional<Span> explain(HoverText text) {
            return new CommandHover(text).explain(this);
        }
    }

    record OnReply(Reply reply, Reply.ReplyLine line, Exchange exchange, int offset) implements Cursor {
        @Override
        public Optional<Span> explain(HoverText text) {
            return new ReplyHover(text).explain(this);
        }
    }

    record OnField(HeaderField field, HeaderSection section, int offset) implements Cursor {
        @Override
        public Optional<Span> explain(HoverText text) {
            return new FieldHover(text).explain(this);
        }
    }

    static Optional<Cursor> at(Report report, int offset) {
        for (Session session : report.sessions()) {
            if (!session.span().contains(offset)) continue;
            for (Exchange exchange : session.exchanges()) {
                Optional<Cursor> found = in(exchange, offset);
                if (found.isPresent()) return found;
            }
        }
        for (Message message : report.messages()) {
            if (message.span().contains(offset)) return in(message, offset);
        }
        return Optional.empty();
    }

    private static Optional<Cursor> in(Exchange exchange, int offset) {
        for (Reply reply : exchange.replies())
            for (Reply.ReplyLine line : reply.lines())
                if (touches(line.span(), offset)) return Optional.of(new OnReply(reply, line, exchange, offset));
        if (exchange.command().isEmpty()) return Optional.empty();
        Command command = exchange.command().get();
        Optional<DataBlock> content = command instanceof Command.EndOfData end
                ? Optional.of(end.content())
                : command instanceof Command.Bdat bdat ? bdat.chunk() : Optional.empty();
        Optional<Cursor> inside = content.flatMap(DataBlock::message).flatMap(message -> in(message, offset));
        if (inside.isPresent()) return inside;
        boolean onLine = touches(command.line().text().span(), offset);
        return onLine ? Optional.of(new OnCommand(command, exchange, offset)) : Optional.empty();
    }

    private static Optional<Cursor> in(Message message, int offset) {
        Optional<Cursor> field = in(message.header(), offset);
        return field.isPresent() ? field : in(message.body(), offset);
    }

    private static Optional<Cursor> in(HeaderSection section, int offset) {
        for (HeaderField field : section.fields())
            if (field.span().contains(offset)) return Optional.of(new OnField(field, section, offset));
        return Optional.empty();
    }

    private static Optional<Cursor> in(Part part, int offset) {
        if (!part.span().contains(offset)) return Optional.empty();
        Optional<Cursor> field = part.header().flatMap(section -> in(section, offset));
        if (field.isPresent()) return field;
        if (part.message().isPresent()) return in(part.message().get(), offset);
        if (part.multipart().isEmpty()) return Optional.empty();
        for (Part child : part.multipart().get().parts()) {
            Optional<Cursor> found = in(child, offset);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** The end of a word counts too: there the cursor stands after it. */
    static boolean touches(Span span, int offset) {
        return span.contains(offset) || span.end() == offset && !span.isEmpty();
    }
}
