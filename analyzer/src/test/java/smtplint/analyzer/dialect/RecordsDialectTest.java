package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtplint.analyzer.source.SourceText;

/** Two sessions at once in structured logs: %1$s is the text, %2$s the side, %3$s the session. */
class RecordsDialectTest {
    private static final String[][] LINES = {
        {"220 one", "in", "a1"},
        {"220 two", "in", "b2"},
        {"EHLO a.example", "out", "a1"},
        {"HELO b.example", "out", "b2"},
        {"250 two", "in", "b2"},
        {"250-one, at your service", "in", "a1"},
        {"250 SIZE", "in", "a1"},
        {"QUIT", "out", "b2"},
        {"221 bye", "in", "b2"},
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"%1$s\",\"dir\":\"%2$s\",\"session\":\"%3$s\"}",
                "{\"t\":\"2026-01-05T10:00:01Z\",\"smtp\":{\"line\":\"%1$s\\r\\n\",\"from\":{\"role\":\"%2$s\"}},\"conn_id\":\"%3$s\"}",
                "{ \"dir\" : \"%2$s\", \"level\":20, \"sid\" : \"%3$s\", \"msg\" : \"%1$s\" , \"tags\":[\"x\",\"y\"]}",
                "level=debug msg=\"%1$s\" direction=%2$s conn=%3$s",
                "text=\"%1$s\\r\\n\" side=%2$s trace_id=%3$s remote=192.0.2.1:25",
                "{\"data\":\"%1$s\",\"event\":\"smtp-%2$s\",\"pid\":\"%3$s\",\"host\":\"mx.example.com\"}",
            })
    void whoSaidWhatStandsInFields(String form) {
        Recording recording = read(form);
        assertThat(recording.dialect()).isEqualTo("records");
        assertThat(Printed.print(recording).replaceAll(" @\\d+ms| CRLF", "").replaceAll(": LINES.*", ""))
                .isEqualTo("""
                session a1
                S |220 one|
                C |EHLO a.example|
                S |250-one, at your service|
                S |250 SIZE|
                session b2
                S |220 two|
                C |HELO b.example|
                S |250 two|
                C |QUIT|
                S |221 bye|
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%1$s\",%2$s,10:00:01", "%1$s\t%2$s\t10:00:01", "10:00:01;%1$s;%2$s;-"})
    void whoSaidWhatStandsInColumns(String form) {
        StringBuilder text = new StringBuilder();
        for (String[] line : LINES)
            if (line[2].equals("a1"))
                text.append(String.format(form, (Object[]) line)).append('\n');
        assertThat(Printed.print(read(SourceText.of(text.toString())))
                        .replaceAll(" @\\d+ms", "")
                        .replaceAll("session.*\n", ""))
                .isEqualTo("""
                S |220 one|
                C |EHLO a.example|
                S |250-one, at your service|
                S |250 SIZE|
                """);
    }

    @Test
    void whatIsFoundLandsOnTheOctetsOfTheValue() {
        String text =
                "{\"text\":\"220 \\\"one\\\"\\r\\n\",\"dir\":\"in\"}\n{\"text\":\"EHLO a.example\",\"dir\":\"out\"}\n"
                        + "{\"text\":\"250 one\",\"dir\":\"in\"}\n";
        SourceText hello =
                read(SourceText.of(text)).sessions().get(0).lines().get(1).content();
        assertThat(text.substring(hello.span().start(), hello.span().end())).isEqualTo("EHLO a.example");
    }

    private static Recording read(String form) {
        StringBuilder text = new StringBuilder();
        for (String[] line : LINES)
            text.append(String.format(form, (Object[]) line)).append('\n');
        return read(SourceText.of(text.toString()));
    }

    private static Recording read(SourceText text) {
        return DialectDetector.read(text, Optional.empty()).orElseThrow();
    }
}
