package smtplint.analyzer.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.source.SourceText;

class PicturesTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-23T00:00:00Z")));

    private static final String WAY = """
            Received: from b.example.net (b.example.net [192.0.2.2]) by c.example.net with ESMTPS id 3;
             Sun, 22 Nov 2026 10:00:09 +0000
            Received: from a.example.net (a.example.net [192.0.2.1]) by b.example.net with LMTP id 2;
             Sun, 22 Nov 2026 09:57:31 +0000
            Received: from [203.0.113.7] by a.example.net with ESMTPA id 1; Sun, 22 Nov 2026 10:00:05 +0000
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            Subject: <&> "x"

            x
            """;

    private static final String SESSION = """
            S: 220 mx.example.net ready <&"> now
            C: EHLO client.example.com
            S: 250-mx.example.net
            S: 250 PIPELINING
            C: MAIL FROM:<>
            C: RCPT TO:<bob@example.net>
            S: 250 ok
            S: 550 no; #1
            C: QUIT
            S: 221 bye
            """;

    @Test
    void tellsTheWayAsATableWithDelaysAndClocksSetRight() {
        assertThat(RouteText.of(way(), "", UnaryOperator.identity())).isEqualTo("""
                delay  time                       from                       by             with           clock
                       2026-11-22 10:00:05 +0000  [203.0.113.7]              a.example.net  ESMTPA, login
                 +0 s  2026-11-22 09:57:31 +0000  a.example.net [192.0.2.1]  b.example.net  LMTP           154 s slow
                 +4 s  2026-11-22 10:00:09 +0000  b.example.net [192.0.2.2]  c.example.net  ESMTPS
                """);
    }

    @Test
    void drawsTheWayAsAFlowchart() {
        assertThat(RouteMermaid.of(way())).isEqualTo("""
                flowchart TB
                    h0["#91;203.0.113.7#93;"]
                    h1["a.example.net"]
                    h0 -->|"ESMTPA, login"| h1
                    h2["b.example.net (clock 154 s slow)"]
                    h1 -->|"LMTP, +0 s"| h2
                    h3["c.example.net"]
                    h2 -->|"ESMTPS, +4 s"| h3
                """);
    }

    @Test
    void drawsWhatWasSentTogetherTogether() {
        assertThat(SequenceMermaid.of(sequence(SESSION))
                        .lines()
                        .filter(line -> !line.contains("Note"))
                        .map(String::strip))
                .containsExactly(
                        "sequenceDiagram",
                        "participant C as client.example.com",
                        "participant S as mx.example.net",
                        "S-->>C: 220 mx.example.net ready #60;#38;#34;#62; now",
                        "C->>S: EHLO client.example.com",
                        "S-->>C: 250 mx.example.net",
                        "C->>S: MAIL FROM:#60;#62;",
                        "C->>S: RCPT TO:#60;bob@example.net#62;",
                        "S-->>C: 250 ok",
                        "S--xC: 550 no#59; #35;1",
                        "C->>S: QUIT",
                        "S-->>C: 221 bye");
    }

    @Test
    void everyPictureIsWellFormedWhateverWasSaid() throws Exception {
        List<Picture> pictures = List.of(
                RouteSvg.of(way(), "a\u0000<b>"),
                SequenceSvg.of(sequence(SESSION)),
                SequenceSvg.of(sequence(SESSION.replace("ready", "\u0001\ufffe ]]> &amp;"))),
                SequenceSvg.of(sequence("S: 220 x\n".repeat(2000))));
        for (Picture picture : pictures) parse(picture.svg());
        parse(Picture.stack(pictures).svg());
        assertThat(pictures.get(1).svg()).contains("prefers-color-scheme:dark").contains("&lt;&amp;&quot;&gt;");
    }

    private static void parse(String svg) throws Exception {
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static Route way() {
        Report report = LINTER.check(SourceText.of(WAY), "way.eml");
        return Route.of(report.messages().get(0).header().trace().orElseThrow());
    }

    private static Sequence sequence(String transcript) {
        Report report = LINTER.check(SourceText.of(transcript), "a.smtp");
        return Sequence.of(report.sessions().get(0), List.of(), new Sequence.Words() {
            @Override
            public String command(Command command) {
                return command.line().text().value();
            }

            @Override
            public String reply(Reply reply) {
                return reply.code() + " " + reply.lines().get(0).text().value();
            }

            @Override
            public String shown(String text) {
                return text;
            }
        });
    }
}
