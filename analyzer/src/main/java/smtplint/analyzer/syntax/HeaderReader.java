package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderField.Junk;
import smtplint.analyzer.model.HeaderField.Lines;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.InternetMessage;
import smtplint.grammar.InternetMessage.EntityContext;

/** Reads a header section, each field by the grammar of its name. */
final class HeaderReader {
    private final AddressListReader addresses = new AddressListReader();
    private final DateTimeReader dates = new DateTimeReader();
    private final MsgIdReader msgIds = new MsgIdReader();
    private final MediaTypeReader mediaTypes = new MediaTypeReader();
    private final ReceivedReader received = new ReceivedReader(dates);

    private final MessageLimits limits;
    private final List<MessageLimits.Reached> reached = new ArrayList<>(0);

    /** @param limits fields beyond are left out */
    HeaderReader(MessageLimits limits) {
        this.limits = limits;
    }

    /** @param ofPart of a MIME part, not of a message */
    HeaderSection read(SourceText text, EntityContext entity, boolean ofPart, int at) {
        int count = count(entity.fields);
        List<HeaderField> fields = new ArrayList<>(count);
        for (Token field : entity.fields.subList(0, count)) fields.add(field(text, field));
        Span span = fields.isEmpty()
                ? text.span(at, at)
                : fields.get(0).span().to(fields.get(fields.size() - 1).span());
        HeaderSection.End ended = end(entity);
        Optional<Span> bodyLine =
                ended == HeaderSection.End.NO_SEPARATOR ? Optional.of(bodyLine(text, entity)) : Optional.empty();
        return new HeaderSection(fields, trace(fields), ended, bodyLine, ofPart, span);
    }

    /** How many of the fields are within the limits. */
    private int count(List<Token> fields) {
        if (fields.isEmpty()) return 0;
        if (fields.size() > limits.fields())
            refuse("The number of fields", limits.fields(), fields.get(limits.fields()));
        int count = Math.min(fields.size(), limits.fields());
        int most = fields.get(0).getStartIndex() + limits.headerBytes();
        if (end(fields.get(count - 1)) <= most) return count;
        while (count > 0 && end(fields.get(count - 1)) > most) count--;
        refuse("The size of the header section", limits.headerBytes(), fields.get(count));
        return count;
    }

    private void refuse(String what, int most, Token from) {
        reached.add(new MessageLimits.Reached(what, most, from.getStartIndex()));
    }

    private static int end(Token field) {
        return field.getStopIndex() + 1;
    }

    /** The limits that header sections read since the last call were over. */
    List<MessageLimits.Reached> takeReached() {
        List<MessageLimits.Reached> taken = List.copyOf(reached);
        reached.clear();
        return taken;
    }

    private static HeaderSection.End end(EntityContext entity) {
        if (entity.separator != null) return HeaderSection.End.EMPTY_LINE;
        boolean body = entity.leaf != null || entity.parts != null || entity.inner != null;
        return body ? HeaderSection.End.NO_SEPARATOR : HeaderSection.End.INPUT;
    }

    private static Span bodyLine(SourceText text, EntityContext entity) {
        int from = PartReader.contentStart(entity, text.end());
        int to = from;
        while (to < text.end() && text.at(to) != '\r' && text.at(to) != '\n') to++;
        return text.span(from, to);
    }

    private static Optional<TraceSection> trace(List<HeaderField> fields) {
        List<Received> hops = new ArrayList<>();
        List<HeaderField.ReturnPath> paths = new ArrayList<>();
        Span span = Span.at(0);
        for (HeaderField field : fields) {
            if (!field.known().isTrace()) continue;
            boolean first = hops.isEmpty() && paths.isEmpty();
            if (field instanceof Received hop) hops.add(hop);
            else if (field instanceof HeaderField.ReturnPath path) paths.add(path);
            else continue;
            span = first ? field.span() : span.to(field.span());
        }
        return hops.isEmpty() && paths.isEmpty()
                ? Optional.empty()
                : Optional.of(new TraceSection(hops, paths, fields, span));
    }

    private HeaderField field(SourceText text, Token lines) {
        int start = lines.getStartIndex();
        int end = end(lines);
        if (lines.getType() == InternetMessage.JUNK) return junk(text, start, end);
        return read(FieldLines.of(text, start, end));
    }

    private static HeaderField junk(SourceText text, int start, int end) {
        Lines lines = FieldLines.of(text, start, end);
        return new Junk(lines, junkKind(text, start, end));
    }

    private static Junk.Kind junkKind(SourceText text, int start, int end) {
        int first = text.at(start);
        if (first == ' ' || first == '\t') return Junk.Kind.STARTS_WITH_CONTINUATION;
        if (HeaderLines.isPostmark(text.buffer(), start, end)) return Junk.Kind.POSTMARK;
        for (int i = start; i < end && text.at(i) != '\n'; i++) if (text.at(i) == ':') return Junk.Kind.INVALID_NAME;
        return Junk.Kind.NO_COLON;
    }

    private HeaderField read(Lines lines) {
        FieldName name = lines.known();
        return switch (name.form()) {
            case RETURN_PATH -> new HeaderField.ReturnPath(lines, addresses.readPath(lines.text()));
            case RECEIVED -> received.read(lines);
            case DATE -> new HeaderField.DateTime(lines, dates.read(lines.text()));
            case ADDRESS_LIST -> new HeaderField.Addresses(lines, addresses.read(lines.text()));
            case MSG_ID -> msgIds.readOne(lines);
            case MSG_ID_LIST -> msgIds.readList(lines);
            case MIME_VERSION -> mediaTypes.readVersion(lines);
            case CONTENT_TYPE ->
                name == FieldName.CONTENT_TYPE ? mediaTypes.readContentType(lines) : mediaTypes.readDisposition(lines);
            case TOKEN -> mediaTypes.readToken(lines);
            case UNSTRUCTURED -> new HeaderField.Unstructured(lines);
        };
    }

    /** The Content-Type whose field body this is, before the header section is read as a whole. */
    HeaderField.MediaType contentType(SourceText body) {
        return mediaTypes.readContentType(FieldLines.ofBody(body));
    }
}
