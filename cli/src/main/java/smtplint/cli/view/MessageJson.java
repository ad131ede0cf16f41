package smtplint.cli.view;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Rfc2047;
import smtplint.analyzer.model.Text;
import smtplint.cli.format.Json;
import smtplint.cli.format.Places;

/** Writes messages as JSON: fields, addresses, hops, parts. */
final class MessageJson {
    private final Json json;
    private final Places places;

    MessageJson(Json json, Places places) {
        this.json = json;
        this.places = places;
    }

    void message(Message message) {
        json.object();
        members(message);
        json.endObject();
    }

    /** What stands in a message's object. */
    void members(Message message) {
        List<HeaderField> fields = message.header().fields();
        json.array("fields");
        for (HeaderField field : fields) field(field);
        json.endArray().object("addresses");
        addresses(fields);
        json.endObject().array("received");
        for (HeaderField field : fields) if (field instanceof Received received) received(received);
        json.endArray().array("parts");
        part(message.body());
        json.endArray();
    }

    private void field(HeaderField field) {
        json.object().field("name", field.name().value()).field("body", field.body());
        json.field("line", places.line(field.span().start())).field("value", value(field));
        json.endObject();
    }

    private static Optional<String> value(HeaderField field) {
        if (field instanceof HeaderField.DateTime date) return Dates.rfc3339(Optional.of(date.moment()));
        if (field instanceof Received received) return Dates.rfc3339(received.time());
        if (field instanceof HeaderField.MsgIds ids && ids.ids().size() == 1)
            return Optional.of(ids.ids().get(0).value());
        if (field instanceof HeaderField.MediaType type) return Optional.of(type.full());
        if (field instanceof HeaderField.Token token)
            return Optional.of(Ascii.lower(token.token().value()));
        if (field instanceof HeaderField.MimeVersion version) return Optional.of(version.version());
        if (field instanceof HeaderField.ReturnPath path && path.path() instanceof MailPath.Path known)
            return Optional.of(known.mailbox().address());
        return Optional.empty();
    }

    /** Fields of one name together, as a client shows them. */
    private void addresses(List<HeaderField> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (!(fields.get(i) instanceof HeaderField.Addresses) || isRepeated(fields, i)) continue;
            json.array(Ascii.lower(fields.get(i).name().value()));
            for (HeaderField same : fields.subList(i, fields.size()))
                if (same.name().is(fields.get(i).name().value()) && same instanceof HeaderField.Addresses list)
                    list.list().mailboxes().forEach(this::address);
            json.endArray();
        }
    }

    private static boolean isRepeated(List<HeaderField> fields, int at) {
        if (at > 1000) return true;
        for (int i = 0; i < at; i++)
            if (fields.get(i) instanceof HeaderField.Addresses
                    && fields.get(i).name().is(fields.get(at).name().value())) return true;
        return false;
    }

    private void address(AddressList.NamedMailbox mailbox) {
        json.object().field("display", Rfc2047.decode(mailbox.displayName()));
        json.field("localPart", mailbox.mailbox().localPart().value());
        json.field("domain", mailbox.mailbox().host().map(Host::value).orElse(""));
        json.endObject();
    }

    private void received(Received received) {
        json.object();
        clause("from", received.from());
        clause("helo", received.helo());
        json.field("ip", received.clientAddress().map(IpAddress::toString));
        clause("rdns", received.reverseName());
        clause("ident", received.ident());
        clause("by", received.by());
        clause("with", received.with());
        clause("id", received.id());
        clause("for", received.forPath());
        clause("via", received.via());
        clause("tls", received.tls());
        clause("auth", received.auth());
        json.field("date", Dates.rfc3339(received.time())).endObject();
    }

    private void clause(String name, Optional<Text> clause) {
        json.field(name, clause.map(Text::value));
    }

    private void part(Part part) {
        int slash = part.type().indexOf('/');
        json.object().field("type", slash < 0 ? part.type() : part.type().substring(0, slash));
        json.field("subtype", slash < 0 ? "" : part.type().substring(slash + 1));
        json.object("parameters");
        part.contentType()
                .ifPresent(type -> type.parameters()
                        .forEach(p -> json.field(
                                Ascii.lower(p.name().value()), p.value().value())));
        json.endObject();
        json.field("disposition", part.disposition().map(d -> Ascii.lower(d.type())));
        json.field(
                "filename",
                part.disposition()
                        .flatMap(d -> d.value("filename"))
                        .or(() -> part.contentType().flatMap(c -> c.value("name"))));
        json.field("encoding", part.encoding()).field("bytes", part.facts().octets);
        json.array("parts");
        part.multipart().ifPresent(multipart -> multipart.parts().forEach(this::part));
        part.message().ifPresent(message -> part(message.body()));
        json.endArray().endObject();
    }
}
