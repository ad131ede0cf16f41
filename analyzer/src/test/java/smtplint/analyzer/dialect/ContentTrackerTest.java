package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

class ContentTrackerTest {
    private static final Set<Evidence> ALL_SHOWN = Set.of(Evidence.BOTH, Evidence.MESSAGE);
    private static final Set<Evidence> CONTENT_LEFT_OUT = Set.of(Evidence.BOTH);
    private static final Set<Evidence> ONE_SIDE = Set.of(Evidence.MESSAGE);

    /** The letters of the roles of the client's lines: c command, a AUTH response, d content, . dot, b chunk. */
    private static String roles(Set<Evidence> evidence, String dialogue) {
        ContentTracker tracker = new ContentTracker(evidence);
        StringBuilder roles = new StringBuilder();
        for (String line : dialogue.split("\n")) {
            SourceText text = SourceText.of(line.length() < 3 ? "" : line.substring(3));
            if (line.startsWith("S:")) tracker.server(text);
            else if (line.startsWith("E:")) tracker.elided();
            else
                roles.append(
                        "cad.b".charAt(tracker.client(text, LineEnding.UNKNOWN).ordinal()));
        }
        return roles.toString();
    }

    @Test
    void contentRunsFrom354ToTheLoneDot() {
        assertThat(roles(ALL_SHOWN, "C: DATA\nS: 354 go\nC: Subject: x\nC: \nC: QUIT\nC: ..\nC: .\nS: 250 ok\nC: QUIT"))
                .isEqualTo("cdddd.c");
    }

    @Test
    void aRefusedDataHasNoContent() {
        assertThat(roles(ALL_SHOWN, "C: DATA\nS: 503 no\nC: Subject: x\nC: QUIT"))
                .isEqualTo("ccc");
    }

    @Test
    void theRepliesOfAGroupAreMatchedInOrder() {
        assertThat(roles(
                        ALL_SHOWN,
                        "S: 220 x\nC: MAIL FROM:<>\nC: RCPT TO:<a@example.org>\nC: DATA\n"
                                + "S: 250 ok\nS: 250-ok\nS: 250 ok\nS: 354 go\nC: text\nC: .\nC: QUIT\nS: 250 ok"))
                .isEqualTo("cccd.c");
    }

    @Test
    void contentSentBefore354IsContentUnlessItLooksLikeACommand() {
        assertThat(roles(
                        ALL_SHOWN,
                        "C: MAIL FROM:<>\nC: DATA\nC: Subject: x\nS: 250 ok\nC: QUIT\nS: 354 go\nC: .\nC: RSET"))
                .isEqualTo("ccdd.c");
        assertThat(roles(ALL_SHOWN, "C: DATA\nC: RSET\nC: NOOP")).isEqualTo("ccc");
        assertThat(roles(ALL_SHOWN, "C: DATA\nC: x\nC: .\nC: QUIT\nS: 354 go\nS: 250 ok\nC: more"))
                .isEqualTo("cd.cc");
    }

    @Test
    void aReplyEndsContentThatIsNotShown() {
        assertThat(roles(CONTENT_LEFT_OUT, "C: DATA\nS: 354 go\nS: 250 ok\nC: FOO\nS: 500 no\nC: BAR"))
                .isEqualTo("ccc");
        assertThat(roles(ALL_SHOWN, "C: DATA\nS: 354 go\nE:\nC: .\nS: 250 ok\nC: QUIT"))
                .isEqualTo("c.c");
        assertThat(roles(CONTENT_LEFT_OUT, "C: DATA\nS: 354 go\nC: QUIT\nS: 250 ok\nS: 221 bye"))
                .isEqualTo("cc");
    }

    @Test
    void aLostReplyDoesNotHideTheContent() {
        assertThat(roles(ALL_SHOWN, "C: NOOP\nC: DATA\nS: 354 go\nC: QUIT\nC: ."))
                .isEqualTo("ccd.");
    }

    @Test
    void chunksAreCountedInOctets() {
        assertThat(roles(ALL_SHOWN, "C: BDAT 8\nC: ab\nC: QUIT\nC: QUIT\nS: 250 ok\nC: BDAT 3 LAST\nC: abcdef"))
                .isEqualTo("cbbccb");
        assertThat(roles(CONTENT_LEFT_OUT, "C: BDAT 800 LAST\nS: 250 ok\nC: QUIT"))
                .isEqualTo("cc");
        assertThat(roles(ALL_SHOWN, "C: BDAT 99999999999999999999 LAST\nC: ab\nC: QUIT"))
                .isEqualTo("cbb");
        assertThat(roles(ALL_SHOWN, "C: BDAT 9x\nC: QUIT")).isEqualTo("cc");
    }

    @Test
    void aChunkThatEndsInMidLineSaysWhere() {
        ContentTracker tracker = new ContentTracker(ALL_SHOWN);
        tracker.client(SourceText.of("BDAT 3"), LineEnding.UNKNOWN);
        SourceText line = SourceText.of("abcBDAT 0 LAST");
        assertThat(tracker.client(line, LineEnding.UNKNOWN)).isEqualTo(ContentTracker.Role.CHUNK);
        assertThat(tracker.chunkEnd()).isEqualTo(3);
        assertThat(tracker.client(line.slice(3, line.end()), LineEnding.UNKNOWN))
                .isEqualTo(ContentTracker.Role.COMMAND);
    }

    @Test
    void a334AsksForAnAuthResponse() {
        assertThat(roles(
                        ALL_SHOWN,
                        "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\nS: 334 UGFzc3dvcmQ6\nC: *\nS: 501 x\nC: foo"))
                .isEqualTo("caac");
        assertThat(roles(ALL_SHOWN, "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: MAIL FROM:<>"))
                .isEqualTo("cc");
    }

    @Test
    void withTheClientAloneContentFollowsData() {
        assertThat(roles(ONE_SIDE, "C: EHLO a\nC: DATA\nC: Subject: x\nC: QUIT\nC: .\nC: QUIT"))
                .isEqualTo("ccdd.c");
        assertThat(roles(ONE_SIDE, "C: AUTH LOGIN\nC: dXNlcg==\nC: cGFzcw==\nC: MAIL FROM:<>"))
                .isEqualTo("caac");
    }
}
