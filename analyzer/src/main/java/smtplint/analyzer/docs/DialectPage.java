package smtplint.analyzer.docs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import smtplint.analyzer.dialect.Dialect;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.source.Evidence;

/** Prints the page about transcript dialects from their declarations. */
public final class DialectPage {
    private static final String HEAD = """
            # Transcript dialects

            Written from the declarations; do not edit. A dialect is told by the first lines of a file, and
            `--dialect NAME` names it where that fails. What a recording preserves decides which rules may judge it:
            `smtplint check --why-not RULE` says what was missing.

            """;

    private DialectPage() {}

    public static String print() {
        StringBuilder page = new StringBuilder(HEAD);
        List<Dialect> dialects = DialectDetector.dialects();
        page.append("| dialect | preserves | leaves out or changes |\n|---|---|---|\n");
        for (Dialect dialect : dialects)
            page.append("| [`%s`](#%s) | %s | %s |\n"
                    .formatted(dialect.name(), anchor(dialect), preserved(dialect), cell(dialect.hides())));
        for (Dialect dialect : dialects) section(dialect, page);
        return page.toString();
    }

    private static void section(Dialect dialect, StringBuilder page) {
        page.append("\n## ").append(dialect.name()).append("\n\n");
        page.append("Recorded by: ").append(dialect.recordedBy()).append("\n\n");
        page.append("```\n").append(dialect.example()).append("```\n");
    }

    private static String anchor(Dialect dialect) {
        return dialect.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String preserved(Dialect dialect) {
        return Arrays.stream(Evidence.values())
                .filter(dialect.preserves()::contains)
                .map(Enum::name)
                .collect(Collectors.joining(" "));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
