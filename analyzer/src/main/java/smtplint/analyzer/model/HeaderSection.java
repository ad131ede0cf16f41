package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * The header section of a message or of a MIME part (RFC 5322 §2.2, RFC 2045 §3). It keeps which fields there are: rules
 * ask that more often than anything else.
 */
public final class HeaderSection implements Node {
    private final List<HeaderField> fields;
    private final Optional<TraceSection> trace;
    private final End ended;
    private final Optional<Span> bodyLine;
    private final boolean ofPart;
    private final Span span;
    private final long topics;

    /**
     * @param fields in the order of the input, those that are no fields ({@link HeaderField.Junk}) among them
     * @param trace Return-Path and Received fields, where there are any
     * @param ended how it ended
     * @param bodyLine the first line of the body, where no empty line precedes it
     * @param ofPart the section of a MIME part, not of a message
     */
    public HeaderSection(
            List<HeaderField> fields,
            Optional<TraceSection> trace,
            End ended,
            Optional<Span> bodyLine,
            boolean ofPart,
            Span span) {
        this.fields = List.copyOf(fields);
        this.trace = trace;
        this.ended = ended;
        this.bodyLine = bodyLine;
        this.ofPart = ofPart;
        this.span = span;
        long present = 0;
        for (HeaderField field : fields) present |= field.topics();
        topics = present;
    }

    public enum End {
        EMPTY_LINE,
        /** The input ended. */
        INPUT,
        /** Body text began without an empty line. */
        NO_SEPARATOR
    }

    public List<HeaderField> fields() {
        return fields;
    }

    public Optional<TraceSection> trace() {
        return trace;
    }

    public End ended() {
        return ended;
    }

    public Optional<Span> bodyLine() {
        return bodyLine;
    }

    public boolean ofPart() {
        return ofPart;
    }

    @Override
    public Span span() {
        return span;
    }

    public Optional<HeaderField> first(FieldName name) {
        if (!has(name)) return Optional.empty();
        for (HeaderField field : fields) if (field.known() == name) return Optional.of(field);
        return Optional.empty();
    }

    public <T extends HeaderField> Optional<T> first(Class<T> type, FieldName name) {
        if (!has(name)) return Optional.empty();
        for (HeaderField field : fields)
            if (field.known() == name) return type.isInstance(field) ? Optional.of(type.cast(field)) : Optional.empty();
        return Optional.empty();
    }

    public List<HeaderField> all(FieldName name) {
        if (!has(name)) return List.of();
        List<HeaderField> found = new ArrayList<>(0);
        for (HeaderField field : fields) if (field.known() == name) found.add(field);
        return found;
    }

    /** The mailboxes of all address fields of the name, those of groups included. */
    public List<Mailbox> mailboxes(FieldName name) {
        if (!has(name)) return List.of();
        List<Mailbox> found = new ArrayList<>(1);
        for (HeaderField field : fields) {
            if (field.known() != name || !(field instanceof HeaderField.Addresses addresses)) continue;
            for (AddressList.NamedMailbox named : addresses.list().mailboxes()) found.add(named.mailbox());
        }
        return found;
    }

    public boolean has(FieldName name) {
        return (topics & name.bit()) != 0;
    }

    @Override
    public long topics() {
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
