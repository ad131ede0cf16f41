package smtplint.cli.view;

import java.util.List;
import java.util.Locale;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.view.RouteText;
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
        ModelPictures.route(message).ifPresent(route -> {
            out.append(indent).append("  hops, oldest first");
            out.append(route.inAll().isEmpty() ? "\n" : ", " + route.inAll() + " in all\n");
            out.append(RouteText.of(route, indent + "    ", Printable::text));
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
