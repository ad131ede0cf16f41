package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.StatusReport;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.InternetMessage.EntityContext;
import smtplint.grammar.InternetMessage.MultipartContext;
import smtplint.grammar.InternetMessage.PartContext;

/** Turns the structure of a message into parts: what type and encoding are in force, what the octets show. */
final class PartReader {
    private final SourceText text;
    private final HeaderReader headers;
    private final Embedded embedded;
    /** Boundaries of the multiparts around the part being read, outermost first. */
    private final List<String> boundaries = new ArrayList<>();

    /** Reads the message inside a part. */
    interface Embedded {
        Message read(EntityContext entity, String path, int from, int to);
    }

    PartReader(SourceText text, HeaderReader headers, Embedded embedded) {
        this.text = text;
        this.headers = headers;
        this.embedded = embedded;
    }

    /** The body of a message, whose fields are the message's. {@code path} is the embedding part's, "" at the top. */
    Part body(EntityContext entity, HeaderSection header, String path, int end) {
        boolean leafInside = !path.isEmpty() && entity.parts == null;
        int from = entity.separator == null ? contentStart(entity, end) : afterLine(entity.separator, end);
        return part(entity, header, false, leafInside ? path + ".1" : path, "text/plain", from, end);
    }

    private Part part(
            EntityContext entity, HeaderSection header, boolean own, String path, String byDefault, int from, int end) {
        Optional<HeaderField.MediaType> contentType = header.first(HeaderField.MediaType.class, FieldName.CONTENT_TYPE);
        Optional<HeaderField.Token> encodingField =
                header.first(HeaderField.Token.class, FieldName.CONTENT_TRANSFER_ENCODING);
        String type = contentType.map(PartReader::type).orElse(byDefault);
        String encoding = encodingField.map(f -> Ascii.lower(f.token().value())).orElse("7bit");
        Optional<Part.Multipart> multipart = multipart(entity, contentType, type, path);
        Optional<Message> message = Optional.ofNullable(entity.inner)
                .map(inner -> embedded.read(
                        inner.content, path, inner.start.getStartIndex(), Math.max(inner.start.getStartIndex(), end)));
        return new Part(
                path,
                own ? Optional.of(header) : Optional.empty(),
                contentType,
                type,
                encoding,
                encodingField,
                header.first(HeaderField.MediaType.class, FieldName.CONTENT_DISPOSITION),
                facts(
                        entity,
                        new OctetProbes.Subject(
                                type,
                                contentType.flatMap(t -> t.value("charset")).orElse(""),
                                encoding,
                                own,
                                header.has(FieldName.CONTENT_MD5))),
                multipart,
                message,
                report(entity, type, encoding),
                text.span(from, Math.max(from, end)));
    }

    /** A Content-Type that can't be read counts as text/plain (RFC 2045 §5.2). */
    private static String type(HeaderField.MediaType field) {
        return field.type().isEmpty() || field.subtype().isEmpty() ? "text/plain" : field.full();
    }

    private Optional<StatusReport> report(EntityContext entity, String type, String encoding) {
        boolean fields = switch (type) {
            case "message/delivery-status",
                    "message/global-delivery-status",
                    "message/disposition-notification",
                    "message/global-disposition-notification",
                    "message/feedback-report",
                    "text/rfc822-headers",
                    "message/global-headers" -> true;
            default -> false;
        };
        boolean readable = !encoding.equals("base64") && !encoding.equals("quoted-printable");
        if (!fields || !readable || entity.leaf == null) return Optional.empty();
        return Optional.of(
                StatusReportReader.read(text.slice(entity.leaf.getStartIndex(), entity.leaf.getStopIndex() + 1)));
    }

    private BodyFacts facts(EntityContext entity, OctetProbes.Subject subject) {
        if (entity.leaf == null) return new BodyFacts();
        return BodyScanner.scan(text.slice(entity.leaf.getStartIndex(), entity.leaf.getStopIndex() + 1), subject);
    }

    private Optional<Part.Multipart> multipart(
            EntityContext entity, Optional<HeaderField.MediaType> contentType, String type, String path) {
        String boundary = contentType.flatMap(t -> t.value("boundary")).orElse("");
        if (entity.parts != null) return Optional.of(multipart(entity.parts, boundary, type, path));
        if (!type.startsWith("multipart/") || entity.leaf != null && !boundary.isEmpty()) return Optional.empty();
        return Optional.of(new Part.Multipart(
                boundary, List.of(), List.of(), false, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private Part.Multipart multipart(MultipartContext context, String boundary, String type, String path) {
        boolean collides = boundaries.stream().anyMatch(boundary::startsWith);
        boundaries.add(boundary);
        String byDefault = type.equals("multipart/digest") ? "message/rfc822" : "text/plain";
        List<Part> parts = new ArrayList<>(context.bodyParts.size());
        List<Span> delimiters = new ArrayList<>(context.bodyParts.size() + 1);
        for (int i = 0; i < context.bodyParts.size(); i++) {
            PartContext part = context.bodyParts.get(i);
            delimiters.add(span(part.delimiter));
            int end = partEnd(context, i);
            parts.add(bodyPart(part, (path.isEmpty() ? "" : path + ".") + (i + 1), byDefault, end));
        }
        boundaries.remove(boundaries.size() - 1);
        if (context.close != null) delimiters.add(span(context.close));
        return new Part.Multipart(
                boundary,
                parts,
                delimiters,
                context.close != null,
                collides && !delimiters.isEmpty() ? Optional.of(delimiters.get(0)) : Optional.empty(),
                Optional.ofNullable(context.preamble).map(this::trimmed),
                Optional.ofNullable(context.epilogue).map(this::trimmed));
    }

    private Part bodyPart(PartContext part, String path, String byDefault, int end) {
        int from = Math.min(afterLine(part.delimiter, text.end()), text.end());
        HeaderSection header = headers.read(text, part.content, true, from);
        return part(part.content, header, true, path, byDefault, from, end);
    }

    /** Before the line end that belongs to the next delimiter, or where the multipart ends. */
    private int partEnd(MultipartContext context, int index) {
        Token next = index + 1 < context.bodyParts.size() ? context.bodyParts.get(index + 1).delimiter : context.close;
        if (next == null) return context.stop.getStartIndex();
        int end = next.getStartIndex();
        if (end > text.start() && text.at(end - 1) == '\n') end--;
        return end > text.start() && text.at(end - 1) == '\r' ? end - 1 : end;
    }

    /** Where body begins: leaf, multipart or embedded message; the end when there is none. */
    static int contentStart(EntityContext entity, int end) {
        if (entity.leaf != null) return entity.leaf.getStartIndex();
        if (entity.parts != null) return entity.parts.start.getStartIndex();
        return entity.inner != null ? entity.inner.start.getStartIndex() : end;
    }

    private int afterLine(Token line, int end) {
        int i = line.getStopIndex() + 1;
        if (i < end && text.at(i) == '\r') i++;
        return i < end && text.at(i) == '\n' ? i + 1 : Math.min(i, end);
    }

    private Span trimmed(Token token) {
        return FieldLines.trimmed(text, token.getStartIndex(), token.getStopIndex() + 1);
    }

    private Span span(Token token) {
        return text.span(token.getStartIndex(), token.getStopIndex() + 1);
    }
}
