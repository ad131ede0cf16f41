package smtplint.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.source.SourceText;

class QuoteTest {
    private static final int COLUMNS = 40;

    /** Brackets mark the span; what is quoted has carets under it. */
    private static String quote(byte[] line, int start, int end) {
        Places places = new Places(SourceText.of(line), 0, 0);
        Quote quote = Quote.of(places, Secrets.of(List.of()), 0, line.length, start, end, COLUMNS);
        return quote.text() + "\n" + " ".repeat(quote.from()) + "^".repeat(quote.to() - quote.from());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C: [MAIL] x          | C: MAIL x        | 3 | 4",
                "C: a\u0000[b]        | C: a\\x00b       | 8 | 1",
                "[\u0000]a            | \\x00a           | 0 | 4",
                "é[é]x                | ééx              | 1 | 1",
                "例[え]x              | 例えx            | 2 | 2",
                "a\u0301[b]           | a\u0301b         | 1 | 1",
                "a\u202e[b]           | a\\xe2\\x80\\xaeb | 13 | 1",
                "end[]                | end              | 3 | 1"
            })
    void caretsStandUnderTheCharacters(String marked, String text, int from, int length) {
        String plain = marked.replace("[", "").replace("]", "");
        byte[] line = plain.getBytes(StandardCharsets.UTF_8);
        int start = marked.substring(0, marked.indexOf('[')).getBytes(StandardCharsets.UTF_8).length;
        int end = start
                + marked.substring(marked.indexOf('[') + 1, marked.indexOf(']'))
                        .getBytes(StandardCharsets.UTF_8)
                        .length;
        assertThat(quote(line, start, end)).isEqualTo(text + "\n" + " ".repeat(from) + "^".repeat(length));
    }

    @Test
    void octetsThatAreNoUtf8AreShownInHex() {
        assertThat(quote(new byte[] {'a', (byte) 0xe9, 'b'}, 1, 2)).isEqualTo("a\\xe9b\n ^^^^");
    }

    @Test
    void aLongLineIsCutAroundTheSpan() {
        byte[] line = ("x".repeat(100_000) + "HERE" + "y".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
        String quote = quote(line, 100_000, 100_004);
        String text = quote.substring(0, quote.indexOf('\n'));
        assertThat(text).startsWith("…x").contains("xHEREy").endsWith("y…").hasSizeLessThanOrEqualTo(COLUMNS);
        assertThat(quote.indexOf('^') - quote.indexOf('\n') - 1).isEqualTo(text.indexOf("HERE"));
    }

    @Test
    void aSpanLongerThanTheLineThatIsShownIsCutToo() {
        byte[] line = "x".repeat(5000).getBytes(StandardCharsets.US_ASCII);
        String quote = quote(line, 10, 5000);
        assertThat(quote.lines()).allMatch(l -> l.length() <= COLUMNS);
        assertThat(quote).contains("…").contains("^^^^^");
    }
}
