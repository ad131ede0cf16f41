package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Received.Software;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/**
 * How Received fields of many programs are read: a table of field bodies, each with what was read on the line below.
 * With {@code -Dupdate} those lines are written anew, to be reviewed as a difference.
 */
class ReceivedFormsTest {
    private static final Path TABLE = Path.of("src/test/resources/received/forms.txt");

    private final ReceivedReader reader = new ReceivedReader(new DateTimeReader());

    @Test
    void readsTheFormsOfManyPrograms() throws Exception {
        List<String> table = Files.readAllLines(TABLE);
        List<String> read = new ArrayList<>();
        int forms = 0;
        for (String line : table) {
            if (line.startsWith("    ")) continue;
            read.add(line);
            if (line.isBlank() || line.startsWith("#")) continue;
            read.add("    " + printed(received(line)));
            forms++;
        }
        if (Boolean.getBoolean("update")) Files.write(TABLE, read);
        assertThat(forms).isGreaterThan(100);
        assertThat(String.join("\n", read)).isEqualTo(String.join("\n", table));
    }

    @Test
    void everySpanCoversTheWordItStandsFor() throws Exception {
        for (String line : Files.readAllLines(TABLE)) {
            if (line.isBlank() || line.startsWith("    ") || line.startsWith("#")) continue;
            Received hop = received(line);
            for (Optional<Text> word : List.of(
                    hop.from(),
                    hop.helo(),
                    hop.reverseName(),
                    hop.ident(),
                    hop.by(),
                    hop.id(),
                    hop.forPath(),
                    hop.tls()))
                word.ifPresent(text -> assertThat(("Received: " + line)
                                .substring(text.span().start(), text.span().end()))
                        .as(line)
                        .isEqualTo(text.value()));
        }
    }

    /** Chains of forms with characters lost, added and moved: no rule fails on them. */
    @Test
    void judgesFormsCutAndPastedAtRandom() throws Exception {
        List<String> forms = Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith(" ") && !line.startsWith("#"))
                .toList();
        Linter linter = new Linter(Settings.at(Instant.parse("2026-11-23T00:00:00Z")));
        Random random = new Random(1);
        for (int round = 0; round < 1500; round++) {
            StringBuilder message = new StringBuilder();
            for (int hop = 0; hop <= random.nextInt(4); hop++)
                message.append("Received: ").append(mangled(forms, random)).append("\r\n");
            message.append("From: a@example.com\r\n\r\nx\r\n");
            assertThat(linter.check(SourceText.of(message.toString()), "a.eml").findings())
                    .as(message.toString())
                    .noneMatch(finding -> finding.rule().category().equals("internal"));
        }
    }

    private static String mangled(List<String> forms, Random random) {
        StringBuilder form = new StringBuilder(forms.get(random.nextInt(forms.size())));
        for (int i = random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(form.length());
            switch (random.nextInt(3)) {
                case 0 -> form.delete(at, Math.min(form.length() - 1, at + random.nextInt(20)));
                case 1 -> form.insert(at, "()[]<>;,=\" @:/.".charAt(random.nextInt(15)));
                default -> {
                    String other = forms.get(random.nextInt(forms.size()));
                    int from = random.nextInt(other.length());
                    form.insert(at, other, from, Math.min(other.length(), from + random.nextInt(25)));
                }
            }
        }
        return form.toString();
    }

    private Received received(String body) {
        SourceText text = SourceText.of("Received: " + body);
        return reader.read(FieldLines.of(text, 0, text.end()));
    }

    private static String printed(Received hop) {
        StringBuilder out = new StringBuilder();
        if (hop.localHandoff()) out.append("local ");
        if (hop.software() != Software.UNKNOWN)
            out.append(hop.software().name()).append(' ');
        clause(out, "from", hop.from());
        clause(out, "helo", hop.helo());
        clause(out, "rdns", hop.reverseName());
        clause(out, "ip", hop.address());
        clause(out, "ident", hop.ident());
        clause(out, "by", hop.by());
        clause(out, "by-ip", hop.byAddress());
        clause(out, "via", hop.via());
        clause(out, "with", hop.with());
        clause(out, "id", hop.id());
        clause(out, "for", hop.forPath());
        clause(out, "tls", hop.tls());
        clause(out, "auth", hop.auth());
        hop.moment().ifPresent(time -> out.append("at=").append(time));
        return out.toString().strip();
    }

    private static void clause(StringBuilder out, String name, Optional<Text> value) {
        value.ifPresent(v -> out.append(name).append('=').append(v.value()).append(' '));
    }
}
