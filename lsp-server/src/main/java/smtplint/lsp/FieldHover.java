package smtplint.lsp;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.source.Span;

/** What there is to say of a header field: the clauses and delay of a Received, the moment of a Date, an address. */
final class FieldHover {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private final HoverText text;

    FieldHover(HoverText text) {
        this.text = text;
    }

    Optional<Span> explain(Cursor.OnField cursor) {
        HeaderField field = cursor.field();
        if (field instanceof Received received) {
            received(received, cursor.section().trace());
            return Optional.of(field.span());
        }
        if (field instanceof HeaderField.DateTime date) {
            text.title(
                    field.name().value(),
                    date.moment().value().map(FieldHover::utc).orElse("no date that can be read"));
            return Optional.of(field.span());
        }
        if (field instanceof HeaderField.Addresses addresses) return address(addresses, cursor.offset());
        if (field instanceof HeaderField.MediaType type) {
            text.title(field.name().value(), text.code(type.full()));
            for (HeaderField.MimeParameter parameter : type.parameters())
                text.entry(
                        text.code(parameter.name().value()),
                        text.code(parameter.value().value()));
            return Optional.of(field.span());
        }
        return Optional.empty();
    }

    private Optional<Span> address(HeaderField.Addresses addresses, int offset) {
        for (AddressList.NamedMailbox mailbox : addresses.list().mailboxes()) {
            if (!Cursor.touches(mailbox.span(), offset)) continue;
            new AddressHover(text).explain(mailbox.mailbox());
            text.entry("display name", text.code(mailbox.displayName()));
            return Optional.of(mailbox.span());
        }
        return Optional.empty();
    }

    private void received(Received received, Optional<TraceSection> trace) {
        List<Received> hops = trace.map(TraceSection::hops).orElse(List.of());
        int place = hops.indexOf(received);
        String which = place < 0 ? "" : "hop " + (hops.size() - place) + " of " + hops.size();
        text.title("Received", which + (received.localHandoff() ? ", handed over on the host itself" : ""));
        clause("from", received.from());
        clause("HELO", received.helo());
        clause("address", received.address());
        clause("by", received.by());
        clause("with", received.with());
        clause("id", received.id());
        clause("for", received.forPath());
        clause("TLS", received.tls());
        Optional<OffsetDateTime> time = received.time().flatMap(HeaderField.Moment::value);
        text.entry("time", time.map(FieldHover::utc).orElse(""));
        if (place > 0) delay("delay to the next hop", time, moment(hops.get(place - 1)));
    }

    private void clause(String name, Optional<Text> value) {
        text.entry(name, value.map(v -> text.code(v.value())).orElse(""));
    }

    private void delay(String name, Optional<OffsetDateTime> from, Optional<OffsetDateTime> to) {
        if (from.isPresent() && to.isPresent()) text.entry(name, words(Duration.between(from.get(), to.get())));
    }

    private static Optional<OffsetDateTime> moment(Received hop) {
        return hop.time().flatMap(HeaderField.Moment::value);
    }

    static String words(Duration duration) {
        if (duration.isNegative()) return "−" + words(duration.negated()) + " (the clocks disagree)";
        long seconds = duration.toSeconds();
        StringBuilder words = new StringBuilder();
        if (seconds >= 86_400) words.append(seconds / 86_400).append(" d ");
        if (seconds >= 3_600) words.append(seconds / 3_600 % 24).append(" h ");
        if (seconds >= 60) words.append(seconds / 60 % 60).append(" min ");
        return words.append(seconds % 60).append(" s").toString();
    }

    static String utc(OffsetDateTime moment) {
        return UTC.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
