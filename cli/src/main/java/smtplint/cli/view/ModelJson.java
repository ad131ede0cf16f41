package smtplint.cli.view;

import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Evidence;
import smtplint.cli.format.Json;
import smtplint.cli.format.Places;
import smtplint.cli.format.Secrets;

/** The model of one input as one line of JSON, for other programs. */
public final class ModelJson {
    public static final String MBOX_START = "{\"kind\":\"mbox\"";
    public static final String CLOSE_MBOX = "]}";

    private ModelJson() {}

    /** @param sibling the file that holds the other side of the session */
    public static String of(String path, Optional<String> sibling, Report report) {
        Json json = new Json().object().field("path", path).field("sibling", sibling);
        json.field("kind", report.kind().name().toLowerCase(Locale.ROOT));
        json.object("dialect").field("name", report.dialect());
        json.hundredths("confidence", Math.round(report.confidence() * 100));
        json.array("reasons");
        report.reasons().forEach(json::value);
        json.endArray().array("preserves");
        for (Evidence evidence : new TreeSet<>(report.preserves()))
            json.value(evidence.name().toLowerCase(Locale.ROOT));
        json.endArray().endObject();
        Places places = new Places(report.source(), 0, 0);
        SessionJson sessions = new SessionJson(json, places, Secrets.of(report));
        json.array("sessions");
        for (Session session : report.sessions()) sessions.session(session);
        json.endArray().array("messages");
        MessageJson messages = new MessageJson(json, places);
        for (Message message : report.messages()) messages.message(message);
        return json.endArray().endObject().toString();
    }

    /** An mbox is one object too, but never whole in memory: this, its messages with commas between, and the close. */
    public static String openMbox(String path) {
        Json json = new Json().object().field("kind", "mbox").field("path", path);
        json.object("dialect").field("name", "mbox").hundredths("confidence", 100);
        json.array("reasons").endArray().array("preserves").endArray().endObject();
        json.array("sessions").endArray().array("messages");
        return json.toString();
    }

    public static String message(Report report, long byteBase, long lineBase) {
        Json json = new Json();
        MessageJson messages = new MessageJson(json, new Places(report.source(), byteBase, lineBase));
        for (Message message : report.messages()) messages.message(message);
        return json.toString();
    }
}
