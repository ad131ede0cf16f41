package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.source.SourceText;

class MboxSplitterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From a@example.com Sun Nov 22 10:00:00 2026        | true",
                "From a@example.com Sun Nov 22 10:00 2026           | true",
                "From - Sun Nov 22 10:00:00 2026                    | true",
                "From a@example.com Sun Nov 22 10:00:00 +0100 2026  | true",
                "From a@example.com Sun Nov 22 10:00:00 2026 +0100  | true",
                "From now on                                        | false",
                "From 10:30 on it rained                            | false",
                "From 2026 on, at 10:30                             | false",
                "From: a@example.com                                | false",
                ">From a@example.com Sun Nov 22 10:00:00 2026       | false"
            })
    void aPostmarkNamesATimeAndAYear(String line, boolean expected) {
        assertThat(MboxSplitter.isPostmark(SourceText.of(line + "\n"), 0)).isEqualTo(expected);
    }

    @Test
    void cutsOnlyAfterAnEmptyLine() {
        String first = "From a@example.com Sun Nov 22 10:00:00 2026\nSubject: a\n\nquoted:\n"
                + "From b@example.com Sun Nov 22 10:00:00 2026\n\nFrom here on text\n\n";
        String second = "From c@example.com Sun Nov 22 10:00:00 2026\r\nSubject: c\r\n\r\n";
        assertThat(MboxSplitter.split(SourceText.of(first + second)))
                .extracting(SourceText::toString)
                .containsExactly(first, second);
    }
}
