package smtplint.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.session.ReplyTable;
import smtplint.analyzer.session.StateTable;
import smtplint.analyzer.session.TransitionTable;
import smtplint.analyzer.session.Verdict;
import smtplint.cli.format.Json;

/** The tables that sessions are judged by, as the analyzer holds them. */
final class StatesText {
    private static final List<String> CLASSES = List.of("2yz", "3yz", "4yz", "5yz");

    private StatesText() {}

    /** A title and its rows, the first of them the head. */
    private record Table(String title, List<List<String>> rows) {}

    static String text() {
        StringBuilder text = new StringBuilder();
        for (Table table : tables()) {
            int[] widths = new int[table.rows().get(0).size()];
            for (List<String> row : table.rows())
                for (int i = 0; i < row.size(); i++)
                    widths[i] = Math.max(widths[i], row.get(i).length());
            text.append(text.isEmpty() ? "" : "\n").append(table.title()).append("\n\n");
            for (List<String> row : table.rows()) {
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < row.size(); i++)
                    line.append(row.get(i))
                            .append(" ".repeat(widths[i] - row.get(i).length() + 2));
                text.append(line.toString().stripTrailing()).append('\n');
            }
        }
        return text.toString();
    }

    static String markdown() {
        StringBuilder text = new StringBuilder();
        for (Table table : tables()) {
            text.append(text.isEmpty() ? "## " : "\n## ").append(table.title()).append("\n\n");
            boolean head = true;
            for (List<String> row : table.rows()) {
                text.append(row.stream().map(StatesText::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
                if (head) text.append("|---".repeat(row.size())).append("|\n");
                head = false;
            }
        }
        return text.toString();
    }

    private static String escaped(String cell) {
        return cell.equals("*") ? "\\*" : cell;
    }

    static String json() {
        Json json = new Json().object().field("version", 1).array("states");
        for (String event : StateTable.events()) {
            json.object().field("event", event).field("condition", StateTable.condition(event));
            json.object("verdicts");
            for (Phase phase : StateTable.phases())
                json.field(phase.name(), StateTable.verdict(event, phase).mark());
            json.endObject().endObject();
        }
        json.endArray().array("transitions");
        for (String event : TransitionTable.events()) {
            json.object().field("event", event).object("after");
            for (int i = 0; i < CLASSES.size(); i++) json.field(CLASSES.get(i), next(event, i));
            json.endObject().endObject();
        }
        json.endArray().array("replies");
        for (ReplyTable.Row row : ReplyTable.rows()) {
            json.object().field("event", row.event());
            codes(json, "success", row.success());
            codes(json, "errors", row.listed());
            codes(json, "seen", row.seen());
            json.field("source", row.source()).endObject();
        }
        return json.endArray().endObject() + "\n";
    }

    private static void codes(Json json, String name, List<Integer> codes) {
        json.array(name);
        codes.forEach(code -> json.value(String.valueOf(code)));
        json.endArray();
    }

    private static List<Table> tables() {
        return List.of(states(), marks(), transitions(), replies());
    }

    private static Table states() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("command"));
        StateTable.phases().forEach(phase -> head.add(phase.name()));
        head.add("allowed if");
        rows.add(head);
        for (String event : StateTable.events()) {
            List<String> row = new ArrayList<>(List.of(event));
            StateTable.phases()
                    .forEach(phase -> row.add(StateTable.verdict(event, phase).mark()));
            row.add(StateTable.condition(event));
            rows.add(row);
        }
        return new Table("Commands by state", rows);
    }

    private static Table marks() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("mark", "meaning")));
        Arrays.stream(Verdict.values()).forEach(verdict -> rows.add(List.of(verdict.mark(), verdict.meaning())));
        return new Table("Marks", rows);
    }

    private static Table transitions() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("event"));
        head.addAll(CLASSES);
        rows.add(head);
        for (String event : TransitionTable.events()) {
            List<String> row = new ArrayList<>(List.of(event));
            for (int i = 0; i < CLASSES.size(); i++) row.add(next(event, i));
            rows.add(row);
        }
        return new Table("States after a reply; 421 always leads to BYE", rows);
    }

    private static String next(String event, int replyClass) {
        return TransitionTable.next(event, 200 + 100 * replyClass)
                .map(Phase::name)
                .orElse("=");
    }

    private static Table replies() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("event", "success", "errors", "seen, and reported as info", "source"));
        for (ReplyTable.Row row : ReplyTable.rows())
            rows.add(List.of(row.event(), codes(row.success()), codes(row.listed()), codes(row.seen()), row.source()));
        return new Table("Replies by command", rows);
    }

    private static String codes(List<Integer> codes) {
        return codes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
