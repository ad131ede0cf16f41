package smtplint.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Machine output is what docs/machine-output.schema.json says: every field there, no field besides. */
class SchemaTest {
    private static final Path SCHEMA = Path.of("../docs/machine-output.schema.json");
    private static final Path GOLDEN = Path.of("src/test/resources/formats");

    private final JsonObject schema = schema();

    private static JsonObject schema() {
        try {
            return JsonParser.parseString(Files.readString(SCHEMA)).getAsJsonObject();
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Test
    void everyRecordOfJsonlFits() throws IOException {
        for (String line : Files.readAllLines(GOLDEN.resolve("report.jsonl"))) {
            JsonObject record = JsonParser.parseString(line).getAsJsonObject();
            fits(record, definition(record.get("type").getAsString()), line);
        }
    }

    @Test
    void theDocumentFits() throws IOException {
        JsonElement document = JsonParser.parseString(Files.readString(GOLDEN.resolve("report.json")));
        fits(document, definition("document"), "report.json");
    }

    @Test
    void theVersionIsTheOnePrinted() {
        assertThat(definition("summary")
                        .getAsJsonObject("properties")
                        .getAsJsonObject("version")
                        .get("const")
                        .getAsInt())
                .isEqualTo(RecordFormat.VERSION);
    }

    private JsonObject definition(String name) {
        return schema.getAsJsonObject("$defs").getAsJsonObject(name);
    }

    private void fits(JsonElement value, JsonObject type, String where) {
        if (type.has("$ref")) {
            String ref = type.get("$ref").getAsString();
            fits(value, definition(ref.substring(ref.lastIndexOf('/') + 1)), where);
        } else if (type.has("const")) {
            assertThat(value).as(where).isEqualTo(type.get("const"));
        } else if (type.has("enum")) {
            assertThat(type.getAsJsonArray("enum")).as(where).contains(value);
        } else {
            switch (type.get("type").getAsString()) {
                case "object" -> object(value.getAsJsonObject(), type, where);
                case "array" -> value.getAsJsonArray().forEach(e -> fits(e, type.getAsJsonObject("items"), where));
                case "string" ->
                    assertThat(value.getAsJsonPrimitive().isString()).as(where).isTrue();
                case "boolean" ->
                    assertThat(value.getAsJsonPrimitive().isBoolean()).as(where).isTrue();
                case "integer" -> assertThat(value.getAsString()).as(where).matches("\\d+");
                case "number" ->
                    assertThat(value.getAsJsonPrimitive().isNumber()).as(where).isTrue();
                default -> throw new IllegalStateException("type " + type);
            }
        }
    }

    private void object(JsonObject value, JsonObject type, String where) {
        JsonObject properties = type.getAsJsonObject("properties");
        assertThat(properties.keySet()).as(where).containsAll(value.keySet());
        TreeSet<String> required = new TreeSet<>();
        type.getAsJsonArray("required").forEach(name -> required.add(name.getAsString()));
        assertThat(value.keySet()).as(where).containsAll(required);
        for (Map.Entry<String, JsonElement> member : value.entrySet())
            fits(member.getValue(), properties.getAsJsonObject(member.getKey()), where + " " + member.getKey());
    }
}
