package smtplint.cli.view;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.TraceSection;
import smtplint.cli.format.Printable;

/** A message for people: what it is, the hosts it came through with the time at each, its parts. */
final class MessageText {
    private static final List<FieldName> SHOWN =
            List.of(FieldName.FROM, FieldName.TO, FieldName.DATE, FieldName.SUBJECT);

    private MessageText() {}

    static String of(Message message, String indent) {
        StringBuilder out = new StringBuilder(indent).append("message\n");
        for (FieldName name : SHOWN)
            message.header()
                    .first(name)
                    .ifPresent(field -> row(out, indent, field.name().value(), field.body()));
        message.header()
                .trace()
                .map(TraceSection::hops)
                .filter(hops -> !hops.isEmpty())
                .ifPresent(hops -> {
                    out.append(indent).append("  hops, oldest first\n");
                    hops(out, indent, hops);
                });
        out.append(indent).append("  parts\n");
        part(out, indent + "    ", message.body());
        return out.toString();
    }

    private static void row(StringBuilder out, String indent, String name, String value) {
        out.append(indent)
                .append("  ")
                .append(name)
                .append(": ")
                .append(Printable.text(value))
                .append('\n');
    }

    private static void hops(StringBuilder out, String indent, List<Received> hops) {
        Optional<OffsetDateTime> before = Optional.empty();
        for (int i = hops.size() - 1; i >= 0; i--) {
            Received hop = hops.get(i);
            Optional<OffsetDateTime> time = hop.time().flatMap(HeaderField.Moment::value);
            String delay = before.isPresent() && time.isPresent() ? delay(before.get(), time.get()) : "";
            out.append(indent)
                    .append("    ")
                    .append(" ".repeat(Math.max(0, 9 - delay.length())))
                    .append(delay);
            out.append("  ").append(word(hop.from())).append(" → ").append(word(hop.by()));
            hop.with().ifPresent(with -> out.append("  ").append(Printable.text(with.value())));
            time.ifPresent(t -> out.append("  ").append(t));
            out.append('\n');
            if (time.isPresent()) before = time;
        }
    }

    private static String delay(OffsetDateTime before, OffsetDateTime after) {
        long seconds = Duration.between(before, after).toSeconds();
        String sign = seconds < 0 ? "-" : "+";
        long size = Math.abs(seconds);
        if (size < 120) return sign + size + " s";
        if (size < 7200) return sign + size / 60 + " min";
        return sign + size / 3600 + " h";
    }

    private static String word(Optional<Text> clause) {
        return clause.map(c -> Printable.text(c.value())).orElse("?");
    }

    private static void part(StringBuilder out, String indent, Part part) {
        out.append(indent).append(Printable.text(part.type()));
        if (!part.encoding().equals("7bit")) out.append(", ").append(Printable.text(part.encoding()));
        if (!part.isMultipart()) out.append(String.format(Locale.ROOT, ", %,d bytes", part.facts().octets));
        part.disposition()
                .flatMap(d -> d.value("filename"))
                .ifPresent(
                        name -> out.append(", \"").append(Printable.text(name)).append('"'));
        out.append('\n');
        part.multipart().ifPresent(m -> m.parts().forEach(inner -> part(out, indent + "  ", inner)));
        part.message().ifPresent(inner -> out.append(of(inner, indent + "  ")));
    }
}
