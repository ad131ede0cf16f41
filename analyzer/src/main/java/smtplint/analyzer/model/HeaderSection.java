package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * The header section of a message or of a MIME part (RFC 5322 §2.2, RFC 2045 §3).
 *
 * @param fields in the order of the input, those that are no fields ({@link HeaderField.Junk}) among them
 * @param trace Return-Path and Received fields, where there are any
 * @param ended how it ended
 * @param bodyLine the first line of the body, where no empty line precedes it
 * @param ofPart the section of a MIME part, not of a message
 */
public record HeaderSection(
        List<HeaderField> fields,
        Optional<TraceSection> trace,
        End ended,
        Optional<Span> bodyLine,
        boolean ofPart,
        Span span)
        implements Node {

    public HeaderSection {
        fields = List.copyOf(fields);
    }

    public enum End {
        EMPTY_LINE,
        /** The input ended. */
        INPUT,
        /** Body text began without an empty line. */
        NO_SEPARATOR
    }

    public Optional<HeaderField> first(FieldName name) {
        for (HeaderField field : fields) if (field.known() == name) return Optional.of(field);
        return Optional.empty();
    }

    public <T extends HeaderField> Optional<T> first(Class<T> type, FieldName name) {
        for (HeaderField field : fields)
            if (field.known() == name) return type.isInstance(field) ? Optional.of(type.cast(field)) : Optional.empty();
        return Optional.empty();
    }

    public List<HeaderField> all(FieldName name) {
        List<HeaderField> found = new ArrayList<>(0);
        for (HeaderField field : fields) if (field.known() == name) found.add(field);
        return found;
    }

    public boolean has(FieldName name) {
        for (HeaderField field : fields) if (field.known() == name) return true;
        return false;
    }

    @Override
    public long topics() {
        long topics = 0;
        for (HeaderField field : fields) topics |= field.topics();
        return topics;
    }

    @Override
    public long traits() {
        long traits = Trait.MALFORMED.when(bodyLine.isPresent());
        long seen = 0;
        for (HeaderField field : fields) {
            FieldName name = field.known();
            traits |= Trait.MALFORMED.when(field instanceof HeaderField.Junk)
                    | Trait.LIST_FIELD.when(field.name().startsWith("List-"))
                    | Trait.REPEATED_FIELD.when(name.limit() != FieldName.Limit.ANY && (seen & name.bit()) != 0);
            seen |= name.bit();
        }
        return traits;
    }

    @Override
    public void children(Consumer<Node> visitor) {
        fields.forEach(visitor);
        trace.ifPresent(visitor);
    }
}
