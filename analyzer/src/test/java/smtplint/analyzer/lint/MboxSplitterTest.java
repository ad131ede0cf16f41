package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.source.SourceText;

class MboxSplitterTest {
    private static final String POSTMARK = "From a@example.com Sun Nov 22 10:00:00 2026\n";

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

    /** The four ways to keep "From " lines of a text from being taken for the start of a message. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mboxo     | 0   | >From b@example.com Sun Nov 22 10:00:00 2026",
                "mboxrd    | 0   | >>From b@example.com Sun Nov 22 10:00:00 2026",
                "mboxcl    | 56  | >From b@example.com Sun Nov 22 10:00:00 2026",
                "mboxcl2   | 55  | From b@example.com Sun Nov 22 10:00:00 2026"
            })
    void aQuotedOrCountedLineIsText(String format, int length, String line) {
        String counted = length > 0 ? "Content-Length: " + length + "\n" : "";
        String first = POSTMARK + counted + "Subject: a\n\nIt begins\n\n" + line + "\n";
        assertThat(MboxSplitter.split(SourceText.of(first + "\n" + POSTMARK + "Subject: b\n\nx\n")))
                .extracting(SourceText::toString)
                .containsExactly(first + "\n", POSTMARK + "Subject: b\n\nx\n");
    }

    /** What a Content-Length counts must end where a message begins, or the text ends; else it is not believed. */
    @ParameterizedTest
    @CsvSource({"0", "1", "3", "17", "400", "4000000000", "99999999999999999999", "-3", "x"})
    void aWrongContentLengthIsNotBelieved(String length) {
        String first = POSTMARK + "Content-Length: " + length + "\nSubject: a\n\nfirst\n\n";
        assertThat(MboxSplitter.split(SourceText.of(first + POSTMARK + "Subject: b\n\nx\n")))
                .extracting(SourceText::toString)
                .containsExactly(first, POSTMARK + "Subject: b\n\nx\n");
    }

    @Test
    void findingsNameTheirMessage() {
        String valid =
                "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: a@example.com\nMessage-ID: <1@example.com>\n\nx\n\n";
        String invalid = valid.replace("From: a@", "From: a..b@");
        SourceText mbox = SourceText.of(POSTMARK + valid + POSTMARK + invalid);
        Linter linter = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));
        List<String> whole = linter.check(mbox, "a.mbox").findings().stream()
                .map(Finding::selector)
                .toList();
        List<String> cut = new ArrayList<>();
        for (Report report : linter.worker().checkMessages(MboxSplitter.split(mbox), 1))
            report.findings().forEach(finding -> cut.add(finding.selector()));
        assertThat(whole).isEqualTo(cut).contains("message[2].header:From").noneMatch(s -> s.equals("header:From"));
    }

    @ParameterizedTest
    @CsvSource({
        "1795341600.M17P4.host, true",
        "'1795341600.M17P4.host,S=1234:2,FS', true",
        "1795341600.4_1.mx.example.net, true",
        "20261122.session.log, false",
        "1795341600.eml, false",
        "message.eml, false"
    })
    void aMaildirNamesItsMessagesByTheirTime(String name, boolean expected) {
        assertThat(InputKind.isMaildirName(name)).isEqualTo(expected);
    }

    @Test
    void aBareLineOfMozillaBeginsAMessageWhereAFieldFollows() {
        String first = "From - \nSubject: a\n\nfirst\n\nFrom - nobody\nx: y\n\nFrom -\nno field\n";
        String second = "From -\r\nSubject: b\r\n\r\nsecond\r\n";
        assertThat(MboxSplitter.split(SourceText.of(first + second)))
                .extracting(SourceText::toString)
                .containsExactly(first, second);
    }
}
