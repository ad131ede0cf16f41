package smtplint.analyzer.model;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * The trace fields of a message, newest first as written (RFC 5321 §4.4).
 *
 * @param hops Received fields
 * @param returnPaths Return-Path fields
 * @param header the fields of the section they stand in
 */
public record TraceSection(
        List<Received> hops, List<HeaderField.ReturnPath> returnPaths, List<HeaderField> header, Span span)
        implements Node {
    public TraceSection {
        hops = List.copyOf(hops);
        returnPaths = List.copyOf(returnPaths);
        header = List.copyOf(header);
    }

    @Override
    public long traits() {
        return Trait.SEVERAL_HOPS.when(hops.size() > 1);
    }

    /** Neighbouring hops, newest pair first. */
    public List<HopLink> links() {
        List<HopLink> links = new java.util.ArrayList<>();
        for (int i = 0; i + 1 < hops.size(); i++) links.add(new HopLink(hops.get(i), hops.get(i + 1)));
        return links;
    }

    /** What the times of the hops say about the clocks of their hosts. */
    public HopClocks clocks() {
        return HopClocks.of(hops, sent().map(OffsetDateTime::toEpochSecond));
    }

    /** When the Date field says the message was made. */
    private Optional<OffsetDateTime> sent() {
        for (HeaderField field : header)
            if (field instanceof HeaderField.DateTime date && field.known() == FieldName.DATE)
                return date.moment().value();
        return Optional.empty();
    }

    /** The fields are children of the header section already. */
    @Override
    public void children(Consumer<Node> visitor) {}
}
