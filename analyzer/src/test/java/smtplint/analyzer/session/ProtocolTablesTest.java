package smtplint.analyzer.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.Phase;

/** The tables of the product against those of the protocol's description beside the project; skipped without it. */
class ProtocolTablesTest {
    private static final Pattern MARK = Pattern.compile("^(A3|N1|N2|A|N|R|X)");
    private static final Pattern CODE = Pattern.compile("(?<![\\d.x])([2-5]\\d\\d)(?![\\d.])");

    /** Rows of the state table there; two in one where both have the same cells. */
    private static final Map<String, List<String>> STATES = Map.ofEntries(
            Map.entry("EHLO/HELO (LHLO on LMTP)", List.of("HELO", "EHLO", "LHLO")),
            Map.entry("base64 line or *", List.of("*")),
            Map.entry("BDAT n", List.of("BDAT")),
            Map.entry("BDAT n LAST", List.of("BDAT")),
            Map.entry("BURL url [LAST]", List.of("BURL")),
            Map.entry("NOOP, HELP, VRFY, EXPN", List.of("NOOP", "HELP", "VRFY", "EXPN")),
            Map.entry("ATRN / TURN", List.of("ATRN", "TURN")));

    /** Rows of the reply table there that go into the row of their command here. */
    private static final Map<String, String> REPLIES = Map.ofEntries(
            Map.entry("connection", "greeting"),
            Map.entry("EHLO / LHLO", "EHLO"),
            Map.entry("DATA (command)", "DATA"),
            Map.entry("final dot", "."),
            Map.entry("BDAT chunk", "BDAT"),
            Map.entry("AUTH and each response", "AUTH"),
            Map.entry("ATRN (ODMR, port 366)", "ATRN"),
            Map.entry("TURN (obsolete)", "TURN"));

    @Test
    void holdsTheStateTable() throws IOException {
        List<List<String>> table = table("| command | CONN |");
        List<Phase> columns = table.get(0).subList(1, table.get(0).size()).stream()
                .map(Phase::valueOf)
                .toList();
        int cells = 0;
        for (List<String> row : table.subList(1, table.size())) {
            for (String event : STATES.getOrDefault(row.get(0), List.of(row.get(0)))) {
                for (int i = 0; i < columns.size(); i++) {
                    String cell = row.get(i + 1);
                    Matcher mark = MARK.matcher(cell);
                    assertThat(mark.find()).as(cell).isTrue();
                    assertThat(StateTable.verdict(event, columns.get(i)).mark())
                            .as("%s in %s: %s", event, columns.get(i), cell)
                            .isEqualTo(mark.group(1));
                    cells++;
                }
            }
        }
        assertThat(cells).isGreaterThan(150);
    }

    @Test
    void holdsTheReplyTable() throws IOException {
        Map<String, List<Set<Integer>>> described = new LinkedHashMap<>();
        List<List<String>> table = table("| command / event |");
        for (List<String> row : table.subList(1, table.size())) {
            String event = REPLIES.getOrDefault(row.get(0), row.get(0));
            if (event.contains(" ") || event.contains("=")) continue;
            Set<Integer> seen = codes(row.get(4));
            // "220 multi-line" is success all the same.
            seen.removeAll(codes(row.get(1)));
            described.put(event, List.of(codes(row.get(1)), codes(row.get(2)), seen));
        }
        for (ReplyTable.Row row : ReplyTable.rows()) {
            List<Set<Integer>> codes = described.get(alias(row.event()));
            assertThat(codes).as("row of %s", row.event()).isNotNull();
            assertThat(new TreeSet<>(row.success()))
                    .as("success of %s", row.event())
                    .isEqualTo(codes.get(0));
            assertThat(row.listed()).as("errors of %s", row.event()).containsAll(codes.get(1));
            assertThat(new TreeSet<>(row.seen())).as("seen at %s", row.event()).isEqualTo(codes.get(2));
        }
        assertThat(described.keySet()).allMatch(event -> event.equals("PRDR") || known(event));
    }

    private static boolean known(String event) {
        return ReplyTable.rows().stream().anyMatch(row -> row.event().equals(event));
    }

    private static String alias(String event) {
        return event.equals("LHLO") ? "EHLO" : event.equals("*") ? "AUTH" : event;
    }

    private static Set<Integer> codes(String cell) {
        Set<Integer> codes = new TreeSet<>();
        Matcher code = CODE.matcher(cell.replaceAll("never \\d+", "").replaceAll("\\((?:[^()]*[§.][^()]*)\\)", ""));
        while (code.find()) codes.add(Integer.valueOf(code.group(1)));
        return codes;
    }

    private static List<List<String>> table(String head) throws IOException {
        List<String> lines = Files.readAllLines(description());
        int start = 0;
        while (!lines.get(start).startsWith(head)) start++;
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.subList(start, lines.size())) {
            if (!line.startsWith("|")) break;
            List<String> cells =
                    List.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1));
            if (!line.startsWith("|---") && !line.startsWith("| ---"))
                rows.add(cells.stream().map(String::strip).toList());
        }
        return rows;
    }

    private static Path description() {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("smtplint"))) root = root.getParent();
        Optional<Path> beside = Optional.ofNullable(root)
                .map(r -> r.resolveSibling("shared").resolve("PROTOCOL.md"))
                .filter(Files::exists);
        if (beside.isEmpty()) System.out.println("skipped: no description of the protocol beside the project");
        assumeTrue(beside.isPresent());
        return beside.get();
    }
}
