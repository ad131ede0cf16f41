package smtplint.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MboxCutterTest {
    private static final String FIRST = "From a@example.com Sun Nov 22 10:00:00 2026\nSubject: a\n\n"
            + "From here on\n\nFrom then on it was 10 o'clock\n\n";
    private static final String SECOND =
            "From b@example.com Sun Nov 22 10:00:00 2026 +0100\r\nSubject: b\r\n\r\nx\r\n\r\n";
    private static final String THIRD =
            "From c@example.com Sun Nov 22 10:00 2026\nSubject: c\n\n" + "long ".repeat(500);
    private static final String MBOX = FIRST + SECOND + THIRD;

    private static List<Unit> cut(int window, long limit) throws IOException {
        MboxCutter cutter =
                new MboxCutter(new ByteArrayInputStream(MBOX.getBytes(StandardCharsets.US_ASCII)), window, limit);
        List<Unit> units = new ArrayList<>();
        while (!cutter.isAtEnd()) units.addAll(cutter.next());
        return units;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 44, 45, 46, 47, 100, 119, 120, 121, 122, 123, 200, 300, 1000, 5000})
    void findsTheSameMessagesThroughEveryWindow(int window) throws IOException {
        List<Unit> units = cut(window, 1 << 20);
        assertThat(units)
                .extracting(u -> new String(u.bytes(), StandardCharsets.US_ASCII))
                .containsExactly(FIRST, SECOND, THIRD);
        assertThat(units).extracting(Unit::number).containsExactly(1, 2, 3);
        assertThat(units)
                .extracting(Unit::byteBase)
                .containsExactly(0L, (long) FIRST.length(), (long) FIRST.length() + SECOND.length());
        assertThat(units).extracting(Unit::lineBase).containsExactly(0L, 7L, 12L);
    }

    @Test
    void refusesAMessageOverTheLimit() {
        assertThatThrownBy(() -> cut(100, 1000))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("limit of 1000 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 100, 150, 200, 2000, 5000})
    void believesAContentLengthThroughEveryWindow(int window) throws IOException {
        String body = "a\n\n" + SECOND.replace("\r", "") + "end\n";
        String counted =
                "From a@example.com Sun Nov 22 10:00:00 2026\nContent-Length: " + body.length() + "\n\n" + body;
        String mbox = counted + "\n" + FIRST;
        MboxCutter cutter =
                new MboxCutter(new ByteArrayInputStream(mbox.getBytes(StandardCharsets.US_ASCII)), window, 1 << 20);
        List<Unit> units = new ArrayList<>();
        while (!cutter.isAtEnd()) units.addAll(cutter.next());
        assertThat(units)
                .extracting(u -> new String(u.bytes(), StandardCharsets.US_ASCII))
                .containsExactly(counted + "\n", FIRST);
    }
}
