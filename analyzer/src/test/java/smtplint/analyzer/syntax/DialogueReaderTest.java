package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Dialogue;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Turn;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

class DialogueReaderTest {

    @Test
    void aSessionBecomesCommandsRepliesAndContent() {
        assertThat(turns("""
                        S: 220 mx.example.com ready
                        C: EHLO client.example.org
                        S: 250-mx.example.com
                        S: 250 SIZE
                        C: MAIL FROM:<a@example.org>
                        S: 250 ok
                        C: RCPT TO:<b@example.com>
                        S: 250 ok
                        C: DATA
                        S: 354 go
                        C: Subject: x
                        C:\s
                        C: ..text
                        C: .
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """)).isEqualTo("""
                        220 1
                        Hello
                        250 2
                        Mail
                        250 1
                        Rcpt
                        250 1
                        Plain
                        354 1
                        EndOfData visible dot message lines 3 octets 21
                        250 1
                        Plain
                        221 1
                        """);
    }

    @Test
    void repliesOfAGroupStayApart() {
        assertThat(turns("""
                        C: MAIL FROM:<a@example.org>
                        C: RCPT TO:<b@example.com>
                        C: DATA
                        S: 250 ok
                        S: 250-multi
                        S: 250 line
                        S: 354 go
                        C: .
                        S: 250 ok
                        """)).isEqualTo("""
                        Mail
                        Rcpt
                        Plain
                        250 1
                        250 2
                        354 1
                        EndOfData visible dot message lines 0 octets 0
                        250 1
                        """);
    }

    @Test
    void aReplyThatBreaksOffIsNotTerminated() {
        assertThat(turns("S: 250-one\nS: junk\nC: NOOP\nS: 550-a\nS: 250-b\nCLOSED\nS: junk\nS: 250\n"))
                .isEqualTo("250 2 broken\nPlain\n550 2 broken\nCLOSED\n0 1 broken\n250 1\n");
    }

    @Test
    void contentThatIsNotShownStillEnds() {
        Set<Evidence> noContent = Set.of(Evidence.LINES, Evidence.BOTH, Evidence.ORDER);
        assertThat(turns("C: DATA\nS: 354 go\nS: 250 ok\nC: QUIT\n", noContent))
                .isEqualTo("Plain\n354 1\nEndOfData lines 0 octets 0\n250 1\nPlain\n");
        assertThat(turns("C: DATA\nS: 354 go\nC: .\nC: QUIT\nS: 250 ok\nS: 221 bye\n", noContent))
                .isEqualTo("Plain\n354 1\nEndOfData dot lines 0 octets 0\nPlain\n250 1\n221 1\n");
        assertThat(turns("C: DATA\nS: 354 go\nELIDED\nS: 250 ok\n", Set.of(Evidence.BOTH)))
                .isEqualTo("Plain\n354 1\nEndOfData lines 0 octets 0\n250 1\n");
        assertThat(turns("S: 220 hi\nS: 354 go\nS: 250 ok\n", Set.of())).isEqualTo("220 1\n354 1\n250 1\n");
    }

    @Test
    void contentThatIsCutHasNoMessage() {
        assertThat(turns("C: DATA\nS: 354 go\nC: Subject: x\n"))
                .isEqualTo("Plain\n354 1\nEndOfData visible lines 1 octets 12\n");
    }

    @Test
    void theLastChunkHasTheMessage() {
        assertThat(turns("""
                        C: BDAT 12
                        C: Subject: x
                        S: 250 ok
                        C: BDAT 8 LAST
                        C:\s
                        C: text
                        S: 250 ok
                        C: BDAT 0 LAST
                        C: BDAT 9
                        S: 250 ok
                        """)).isEqualTo("""
                        Bdat visible lines 1 octets 12
                        250 1
                        Bdat visible message lines 2 octets 8
                        250 1
                        Bdat visible message lines 0 octets 0
                        Bdat lines 0 octets 0
                        250 1
                        """);
    }

    @Test
    void aChunkMayEndInMidLine() {
        assertThat(turns("C: BDAT 5\nC: helloBDAT 2 LAST\nC: xx\nC: QUIT\n"))
                .isEqualTo("Bdat visible lines 1 octets 5\nBdat visible message lines 1 octets 4\nPlain\n");
    }

    @Test
    void theStepsOfAuthAreNoCommands() {
        assertThat(turns("C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\nS: 334 UGFzc3dvcmQ6\nC: *\nS: 501 no\n"))
                .isEqualTo("Auth\n334 1\nAuthResponse\n334 1\nAuthResponse\n501 1\n");
    }

    @Test
    void dotsAreCountedAndTakenAwayOnlyWhereTheyAreShownAsSent() {
        String text = "C: DATA\nS: 354 go\nC: .x\nC: ..y\nC: .\nS: 250 ok\n";
        DataBlock stuffed = content(text, RecordedLines.ALL_SHOWN);
        assertThat(stuffed.facts().unstuffedDots.places()).containsExactly(new Span(21, 22));
        assertThat(stuffed.facts().doubledDots.total()).isEqualTo(1);
        assertThat(stuffed.facts().octets).isEqualTo(7);
        DataBlock unstuffed = content(text, Set.of(Evidence.BOTH, Evidence.MESSAGE));
        assertThat(unstuffed.facts().unstuffedDots.any()).isFalse();
        assertThat(unstuffed.facts().octets).isEqualTo(9);
    }

    @Test
    void everySequenceOfLinesIsADialogueAndSoIsEachOfItsPrefixes() {
        String[] words = {
            "C: DATA", "C: .", "C: BDAT 7", "C: BDAT 4 LAST", "C: AUTH LOGIN", "C: x", "C: ", "C: QUIT",
                    "C: MAIL FROM:<>",
            "C: abcdefRSET", "S: 250 ok", "S: 250-ok", "S: 354 go", "S: 334 x", "S: junk", "S: ", "S: 503 no", "S: 25",
            "ELIDED", "GAP", "CLOSED", "OPENED", "TLS"
        };
        List<Set<Evidence>> evidence = List.of(RecordedLines.ALL_SHOWN, Set.of(Evidence.BOTH), Set.of());
        Random random = new Random(5321);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < 12; line++) {
                text.append(words[random.nextInt(words.length)]).append('\n');
                for (Set<Evidence> shown : evidence) spansLieInside(text.toString(), shown);
            }
        }
    }

    private static void spansLieInside(String text, Set<Evidence> evidence) {
        Dialogue dialogue = new DialogueReader(new MessageReader()).read(RecordedLines.of(text, evidence));
        long replies = text.lines().filter(l -> l.matches("S: \\d{3}[^-]?.*")).count();
        long lines = dialogue.turns().stream()
                .filter(t -> t.what() instanceof Reply)
                .mapToLong(t -> ((Reply) t.what()).lines().size())
                .sum();
        assertThat(lines).as(text).isGreaterThanOrEqualTo(replies);
        for (Turn turn : dialogue.turns()) {
            assertThat(turn.what().span().end()).as(text).isLessThanOrEqualTo(text.length());
        }
    }

    private static DataBlock content(String text, Set<Evidence> evidence) {
        return new DialogueReader(new MessageReader())
                .read(RecordedLines.of(text, evidence)).turns().stream()
                        .filter(t -> t.what() instanceof Command.EndOfData)
                        .map(t -> ((Command.EndOfData) t.what()).content())
                        .findFirst()
                        .orElseThrow();
    }

    private static String turns(String text) {
        return turns(text, RecordedLines.ALL_SHOWN);
    }

    private static String turns(String text, Set<Evidence> evidence) {
        return new DialogueReader(new MessageReader())
                .read(RecordedLines.of(text, evidence)).turns().stream()
                        .map(DialogueReaderTest::print)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String print(Turn turn) {
        if (turn.what() instanceof Reply reply)
            return reply.code() + " " + reply.lines().size() + (reply.terminated() ? "" : " broken");
        if (turn.what() instanceof ChannelEvent event) return event.kind().name();
        String name = turn.what().getClass().getSimpleName();
        if (turn.what() instanceof Command.EndOfData end) return name + print(end.content());
        if (turn.what() instanceof Command.Bdat bdat)
            return name + bdat.chunk().map(DialogueReaderTest::print).orElse("");
        return name;
    }

    private static String print(DataBlock block) {
        return (block.visible() ? " visible" : "")
                + (block.dot().isPresent() ? " dot" : "")
                + (block.message().isPresent() ? " message" : "")
                + " lines " + block.facts().lines + " octets " + block.facts().octets;
    }
}
