package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Parts as {@code view} shows them against what the parsers of others made of the same messages: nesting, type, transfer
 * encoding and file name. Where the two differ and the RFC is on our side, the reason stands in a table.
 */
class ExpectedPartsTest {
    /** Why what is expected there is not what RFC 2046 makes of it. */
    private static final Map<String, String> DEPARTURES = Map.ofEntries(
            Map.entry("malformed/004.eml", "\"--ab\" is no delimiter line of the boundary \"a\""),
            Map.entry(
                    "malformed/008.eml", "the line is the outer multipart's delimiter, whatever the inner begins with"),
            Map.entry("malformed/014.eml", "a delimiter at the very end begins an empty part"),
            Map.entry("malformed/016.eml", "each delimiter belongs to the boundary that it equals"),
            Map.entry("malformed/020.eml", "of two Content-Type fields the first counts"),
            Map.entry("malformed/021.eml", "of two Content-Type fields the first counts"),
            Map.entry("malformed/022.eml", "message/rfc822 holds a message, here one without fields"),
            Map.entry("thirdparty/015.eml", "an inner multipart without delimiter ends where the outer part ends"),
            Map.entry("bad-newlines-multiple-parts-base64.msg", "RFC 2045 §6.4 forbids the encoding; it is not undone"),
            Map.entry("base64encoded-rfc822message.msg", "RFC 2045 §6.4 forbids the encoding; it is not undone"));

    /** A part, {@code ""} for what the other parser does not say. */
    private record Shape(String type, String encoding, String filename, List<Shape> parts) {
        private boolean agrees(Shape expected) {
            boolean same = (expected.type.isEmpty() || type.equals(expected.type))
                    && (expected.encoding.isEmpty() || encoding.equals(expected.encoding))
                    && (expected.filename.isEmpty() || filename.equals(expected.filename))
                    && parts.size() == expected.parts.size();
            for (int i = 0; same && i < parts.size(); i++) same = parts.get(i).agrees(expected.parts.get(i));
            return same;
        }
    }

    @Test
    void partsAreThoseThatOtherParsersSaw() throws IOException {
        Path messages = SharedData.folder("messages");
        int equal = 0;
        int explained = 0;
        List<String> different = new ArrayList<>();
        for (String line : Files.readAllLines(messages.resolve("index.jsonl"))) {
            JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
            Path message = messages.resolve(entry.get("path").getAsString());
            for (Shape expected : expected(messages, entry)) {
                String key = message.getParent().getFileName() + "/" + message.getFileName();
                Shape seen = seen(message);
                if (seen.agrees(expected)) equal++;
                else if (DEPARTURES.containsKey(key)
                        || DEPARTURES.containsKey(message.getFileName().toString())) explained++;
                else different.add(key + "\n  seen     " + seen + "\n  expected " + expected);
            }
        }
        int all = equal + explained + different.size();
        System.out.printf(Locale.ROOT, "parts: %d of %d as expected, %d explained%n", equal, all, explained);
        assumeTrue(all > 0, "no expected parses at hand");
        assertThat(different).isEmpty();
    }

    private static Shape seen(Path message) {
        TestShell shell = new TestShell();
        shell.run("view", "--format", "json", message.toString());
        JsonArray messages =
                JsonParser.parseString(shell.output()).getAsJsonObject().getAsJsonArray("messages");
        if (messages.isEmpty()) return new Shape("", "", "", List.of());
        return part(
                messages.get(0).getAsJsonObject().getAsJsonArray("parts").get(0).getAsJsonObject());
    }

    private static Shape part(JsonObject part) {
        List<Shape> parts = new ArrayList<>();
        for (JsonElement child : part.getAsJsonArray("parts")) parts.add(part(child.getAsJsonObject()));
        String type = part.get("type").getAsString() + "/" + part.get("subtype").getAsString();
        String filename = part.has("filename") ? part.get("filename").getAsString() : "";
        return new Shape(type, part.get("encoding").getAsString(), filename, parts);
    }

    private static List<Shape> expected(Path messages, JsonObject entry) throws IOException {
        List<Shape> found = new ArrayList<>();
        if (!entry.has("expected_files")) return found;
        for (JsonElement file : entry.getAsJsonArray("expected_files")) {
            String name = file.getAsString();
            // The other files repeat the same parse: of a copy with CRLF, with bodies decoded, as plain text.
            if (name.contains(".crlf.") || name.contains("_decoded")) continue;
            byte[] bytes = Files.readAllBytes(messages.resolve(name));
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (name.endsWith(".xml")) xml(bytes).map(ExpectedPartsTest::entity).ifPresent(found::add);
            else if (name.endsWith(".json") && text.contains("\"text_body\""))
                found.add(listed(JsonParser.parseString(text).getAsJsonObject(), 0));
        }
        return found;
    }

    /** A flat list of parts that refer to each other by number. */
    private static Shape listed(JsonObject message, int number) {
        JsonObject part = message.getAsJsonArray("parts").get(number).getAsJsonObject();
        JsonArray headers = part.getAsJsonArray("headers");
        JsonElement body = part.get("body");
        List<Shape> parts = new ArrayList<>();
        if (body.isJsonObject() && body.getAsJsonObject().has("Multipart"))
            for (JsonElement child : body.getAsJsonObject().getAsJsonArray("Multipart"))
                parts.add(listed(message, child.getAsInt()));
        else if (body.isJsonObject() && body.getAsJsonObject().has("Message"))
            parts.add(listed(body.getAsJsonObject().getAsJsonObject("Message"), 0));
        String type = value(headers, "content_type")
                .map(v -> v.get("c_type").getAsString() + "/"
                        + (v.get("c_subtype").isJsonNull()
                                ? ""
                                : v.get("c_subtype").getAsString()))
                .orElse("");
        String filename = value(headers, "content_disposition")
                .flatMap(v -> attribute(v, "filename"))
                .or(() -> value(headers, "content_type").flatMap(v -> attribute(v, "name")))
                .orElse("");
        return new Shape(type.toLowerCase(Locale.ROOT), "", filename, parts);
    }

    private static Optional<JsonObject> value(JsonArray headers, String name) {
        for (JsonElement header : headers) {
            JsonObject field = header.getAsJsonObject();
            if (!field.get("name").isJsonPrimitive()
                    || !field.get("name").getAsString().equals(name)) continue;
            if (field.get("value").isJsonObject()
                    && field.getAsJsonObject("value").has("ContentType"))
                return Optional.of(field.getAsJsonObject("value").getAsJsonObject("ContentType"));
        }
        return Optional.empty();
    }

    private static Optional<String> attribute(JsonObject value, String name) {
        if (!value.has("attributes") || !value.get("attributes").isJsonArray()) return Optional.empty();
        for (JsonElement attribute : value.getAsJsonArray("attributes"))
            if (attribute.getAsJsonObject().get("name").getAsString().equalsIgnoreCase(name))
                return Optional.of(attribute.getAsJsonObject().get("value").getAsString());
        return Optional.empty();
    }

    private static Optional<Element> xml(byte[] text) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return Optional.of(builder.parse(new ByteArrayInputStream(text)).getDocumentElement());
        } catch (SAXException | javax.xml.parsers.ParserConfigurationException notXml) {
            return Optional.empty();
        }
    }

    private static Shape entity(Element entity) {
        List<Shape> parts = new ArrayList<>();
        children(entity, "multipart").flatMap(m -> children(m, "body-part")).forEach(part -> parts.add(entity(part)));
        children(entity, "message").forEach(inner -> parts.add(entity(inner)));
        String type =
                field(entity, "content-type").map(v -> v.split("[;\\s]", 2)[0]).orElse("");
        String encoding = field(entity, "content-transfer-encoding").orElse("");
        return new Shape(type, encoding, "", parts);
    }

    private static Stream<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling())
            if (child instanceof Element element && element.getTagName().equals(name)) found.add(element);
        return found.stream();
    }

    private static Optional<String> field(Element entity, String name) {
        return children(entity, "header")
                .flatMap(header -> children(header, "field"))
                .map(field -> field.getTextContent().strip().toLowerCase(Locale.ROOT))
                .filter(field -> field.startsWith(name + ":"))
                .map(field -> field.substring(name.length() + 1).strip())
                .findFirst();
    }
}
