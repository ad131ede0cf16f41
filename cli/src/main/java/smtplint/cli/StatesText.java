package smtplint.cli;

import java.util.List;
import java.util.stream.Collectors;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.session.ReplyTable;
import smtplint.analyzer.session.StateTable;
import smtplint.analyzer.session.Verdict;

/** The tables that sessions are judged by, as the analyzer holds them. */
final class StatesText {
    private StatesText() {}

    static String all() {
        StringBuilder text = new StringBuilder("Commands by state\n\n");
        cell(text, "", 10);
        for (Phase phase : StateTable.phases()) cell(text, phase.name(), 9);
        text.append('\n');
        for (Verb verb : StateTable.verbs()) {
            cell(text, verb.name(), 10);
            for (Phase phase : StateTable.phases())
                cell(text, StateTable.verdict(verb, phase).mark(), 9);
            text.append('\n');
        }
        text.append('\n');
        for (Verdict verdict : Verdict.values()) text.append(verdict).append('\n');
        text.append("\nReplies by command\n\n");
        for (ReplyTable.Row row : ReplyTable.rows()) {
            cell(text, row.event(), 10);
            cell(text, "success " + codes(row.success()), 26);
            cell(text, "errors " + codes(row.listed()), 56);
            if (!row.seen().isEmpty()) cell(text, "also seen " + codes(row.seen()), 32);
            text.append(row.source()).append('\n');
        }
        return text.toString();
    }

    private static String words(Verdict verdict) {
        return verdict.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static String codes(List<Integer> codes) {
        return codes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static void cell(StringBuilder text, String value, int width) {
        text.append(value).append(" ".repeat(Math.max(1, width - value.length())));
    }
}
