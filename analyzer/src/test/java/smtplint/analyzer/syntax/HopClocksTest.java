package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.model.HopClocks;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.source.SourceText;

/** Which wrong clocks explain the times of a chain: hops newest first as "host time", "Date" for the field of that name. */
class HopClocksTest {
    @ParameterizedTest
    @CsvSource({
        // in order, within the tolerance of clocks
        "'c 10:00:09, b 10:00:05, a 10:00:07', NOT_NEEDED, ''",
        // b stands between two that agree, and so do those around them
        "'d 10:00:09, b 09:57:31, a 10:00:05, Date 10:00:00', ONE_CLOCK, 'b -154'",
        "'d 10:00:20, c 10:00:09, b 10:40:00, a 10:00:05', ONE_CLOCK, 'b 2391'",
        "'e 10:00:30, c 10:00:09, b 10:40:00, c 10:00:07, a 10:00:05', ONE_CLOCK, 'b 2391'",
        // the author's clock agrees with a
        "'b 10:00:07, a 10:02:41, Date 10:02:39', ONE_CLOCK, 'b -154'",
        // nothing tells which of the two it was
        "'b 10:00:07, a 10:02:41', EITHER_CLOCK, 'b -154 a 154'",
        // one host twice: its clock explains both turns
        "'d 10:00:20, b 09:30:15, c 10:00:10, b 09:30:05, a 10:00:00, Date 09:59:59', ONE_CLOCK, 'b -1795'",
        "'e 10:00:30, d 11:00:20, c 10:00:20, b 09:00:10, a 10:00:00', SOME_TWO_CLOCKS, ''",
        "'e 10:00:40, c 10:00:30, d 11:00:20, c 10:00:20, b 09:00:10, a 10:00:00, Date 10:00:00', TWO_CLOCKS, 'b -3590 d 3590'",
        "'b 10:00:00, b 10:05:00, a 10:00:00', SAME_HOST, ''",
        // c would have to be both slow and fast, and d has no part in it
        "'d 10:00:40, c 09:30:00, d 10:00:10, c 10:30:00, d 10:00:00', NOTHING, ''"
    })
    void solvesTheOffsets(String chain, String explanation, String suspects) {
        HopClocks clocks = clocks(chain);
        StringBuilder found = new StringBuilder();
        for (HopClocks.Suspect suspect : clocks.suspects())
            found.append(suspect.name()).append(' ').append(suspect.ahead()).append(' ');
        assertThat((clocks.explanation() + " " + found).strip()).isEqualTo((explanation + " " + suspects).strip());
    }

    private static HopClocks clocks(String chain) {
        StringBuilder header = new StringBuilder();
        for (String hop : chain.split(", ")) {
            String[] words = hop.split(" ");
            String time = "Sun, 22 Nov 2026 " + words[1] + " +0000\n";
            header.append(words[0].equals("Date") ? "Date: " : "Received: from x by " + words[0] + "; ")
                    .append(time);
        }
        return new MessageReader()
                .read(SourceText.of(header + "\n"), Message.Context.STORED)
                .header()
                .trace()
                .orElseThrow()
                .clocks();
    }
}
