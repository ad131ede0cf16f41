package smtplint.cli.format;

import java.util.Locale;
import smtplint.analyzer.rules.Severity;

/** The records of machine output, which only ever gain fields: docs/machine-output.schema.json. */
final class RecordFormat {
    static final int VERSION = 1;

    private RecordFormat() {}

    static String finding(Placed placed, ReportFormat.Context context) {
        Json json = new Json().object();
        json.field("type", "finding").field("path", context.path(placed.start()));
        json.field("rule", placed.finding().rule().id());
        json.field("severity", placed.finding().severity().word());
        json.field("side", placed.finding().side().name().toLowerCase(Locale.ROOT));
        json.field("message", placed.message());
        place(json, "start", placed.start());
        place(json, "end", placed.end());
        json.field("at", placed.at());
        json.array("rfc");
        placed.finding().rule().citations().forEach(c -> json.value(c.toString()));
        json.endArray().array("related");
        for (Placed.Related related : placed.related()) {
            json.object().field("message", related.message());
            if (related.start().file() != placed.start().file()) json.field("path", context.path(related.start()));
            place(json, "start", related.start());
            place(json, "end", related.end());
            json.endObject();
        }
        json.endArray().field("follow_on", placed.finding().followOn());
        json.field("fingerprint", Fingerprint.of(placed, context.places(), context.secrets()));
        return json.endObject().toString();
    }

    private static void place(Json json, String name, Place place) {
        json.object(name).field("byte", place.offset()).field("line", place.line());
        json.field("column", place.column()).endObject();
    }

    static String file(FileRecord file) {
        Json json = new Json().object();
        json.field("type", "file").field("path", file.path()).field("kind", file.kind());
        json.field("dialect", file.dialect()).hundredths("confidence", file.confidence());
        json.field("sessions", file.sessions()).field("messages", file.messages());
        json.field("bytes", file.bytes()).field("findings", file.findings());
        if (file.doubtful()) json.field("doubtful", true);
        json.field("sibling", file.sibling());
        json.field("problem", file.problem());
        return json.endObject().toString();
    }

    static String summary(Summary summary) {
        Json json = new Json().object();
        json.field("type", "summary").field("version", VERSION);
        json.field("files", summary.files).field("sessions", summary.sessions);
        json.field("messages", summary.messages).field("bytes", summary.bytes);
        for (Severity severity : Severity.values()) json.field(plural(severity), summary.of(severity));
        if (summary.doubtful > 0) json.field("doubtful", summary.doubtful);
        json.field("unreadable", summary.unreadable).field("not_printed", summary.notPrinted);
        json.hundredths("seconds", summary.hundredths).field("exit", summary.exit);
        return json.endObject().toString();
    }

    private static String plural(Severity severity) {
        return severity.word() + "s";
    }
}
