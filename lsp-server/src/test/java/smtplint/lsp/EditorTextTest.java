package smtplint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import smtplint.analyzer.source.Span;

class EditorTextTest {
    private static final String[] PIECES = {
        "\r", "\n", "\r\n", "a", "ü", "€", "\ud83d\ude00", "Subject: x", "\n\r", "\t", ".", "\r\r", ""
    };

    /** The line holds, by bytes: a 0, ü 1-2, an emoji 3-6, b 7; the next begins at 10. */
    @ParameterizedTest
    @CsvSource({
        "UTF8,  0, 0, 0",
        "UTF8,  0, 1, 1",
        "UTF8,  0, 2, 1",
        "UTF8,  0, 3, 3",
        "UTF8,  0, 7, 7",
        "UTF8,  0, 8, 8",
        "UTF8,  0, 9, 8",
        "UTF8,  1, 1, 11",
        "UTF8,  1, 9, 12",
        "UTF8,  7, 0, 12",
        "UTF16, 0, 1, 1",
        "UTF16, 0, 2, 3",
        "UTF16, 0, 3, 3",
        "UTF16, 0, 4, 7",
        "UTF16, 0, 5, 8",
        "UTF16, 1, 2, 12",
        "UTF32, 0, 2, 3",
        "UTF32, 0, 3, 7",
        "UTF32, 0, 4, 8",
        "UTF32, 0, 5, 8",
        "UTF32, 1, 1, 11"
    })
    void findsTheOffsetOfAPosition(Encoding encoding, int line, int character, int offset) {
        EditorText text = EditorText.of("aü\ud83d\ude00b\r\nxy");
        assertThat(text.positions(encoding).offset(new Position(line, character)))
                .isEqualTo(offset);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void returnsFromEveryOffsetToItself(Encoding encoding) {
        String content = "aü€\ud83d\ude00\r\nzwei\rdrei ß\n\nfünf";
        EditorText text = EditorText.of(content);
        for (int i = 0; i < content.length(); i++) {
            if (Character.isLowSurrogate(content.charAt(i))
                    || content.startsWith("\n", i) && content.charAt(i - 1) == '\r') continue;
            int offset = content.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
            Positions positions = text.positions(encoding);
            assertThat(positions.offset(positions.position(offset))).isEqualTo(offset);
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void isAfterAnyEditsWhatAFreshTextWouldBe(Encoding encoding) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            EditorText text = EditorText.of(random(random, 12));
            for (int edit = 0; edit < 20; edit++) {
                int[] characters = text.toString().codePoints().toArray();
                int from = random.nextInt(characters.length + 1);
                int to = from + random.nextInt(Math.min(6, characters.length - from + 1));
                Span span = new Span(bytes(characters, from), bytes(characters, to));
                Range range = text.positions(encoding).range(span);
                int start = text.positions(encoding).offset(range.getStart());
                int end = text.positions(encoding).offset(range.getEnd());
                String added = random(random, 3);
                String expected = cut(text, 0, start) + added + cut(text, end, text.bytes().length);
                text = text.replace(range, added, encoding);
                assertThat(text.toString()).as("seed %d", seed).isEqualTo(expected);
                assertThat(text.lines())
                        .as("seed %d", seed)
                        .isEqualTo(EditorText.of(expected).lines());
            }
        }
    }

    private static String cut(EditorText text, int from, int to) {
        return new String(text.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    private static int bytes(int[] characters, int count) {
        return new String(characters, 0, count).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String random(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) text.append(PIECES[random.nextInt(PIECES.length)]);
        return text.toString();
    }
}
