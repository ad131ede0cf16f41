package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.source.SourceText;

/** One session in every form that can be put together from what recorders write before, around and between lines. */
class GuessedFormsTest {
    private static final List<String> HEADS = List.of(
            "",
            "[12:00:01] ",
            "2026-11-22T10:00:01.123Z ",
            "12:00:01.123 [worker-3] DEBUG c.e.Session - ",
            "Nov 22 10:00:01 mx mailer[123]: ",
            "1795000000.123 #17 ");

    /** Of the server, and of the client. */
    private static final List<String> MARKS = List.of(
            "<- |-> ",
            "<<< |>>> ",
            "S> |C> ",
            "server: |client: ",
            "smtp recv |smtp send ",
            "in: |out:",
            "SMTP<|SMTP>",
            "remote => local  |local => remote  ",
            "Received from server |Sent to server ",
            "smtp: read 17 bytes: |smtp: wrote 17 bytes: ");

    private static final List<String> FRAMES = List.of(
            "%s",
            "[%s]",
            "\"%s\"",
            "\"%s\\r\\n\"",
            "'%s'",
            "'%s\\r\\n'",
            "b'%s\\r\\n'",
            "<%s>",
            "(%s)",
            "{%s}",
            "|%s|",
            "`%s`",
            "%s\\r\\n",
            "%s\\n",
            "%s<CRLF>",
            "%s [CRLF]",
            "<line>%s</line>",
            "%s (17 bytes)",
            "[%s] (17 bytes)");

    /** How the second line of a reply is written: with its mark, in the first line, below. */
    private enum Replies {
        MARKED,
        JOINED,
        BARE,
        BELOW
    }

    private static final List<String> SESSION = List.of(
            "S220 mx.example.com ESMTP",
            "CEHLO client.example.org",
            "S250-mx.example.com",
            "S250 PIPELINING",
            "CMAIL FROM:<alice@example.org>",
            "S250 2.1.0 ok",
            "CRCPT TO:<bob@example.com>",
            "S250 2.1.5 <bob@example.com> is known",
            "CDATA",
            "S354 go on",
            "CFrom: alice@example.org",
            "CSubject: (x), and [y] of 3",
            "C",
            "C250 is in the text",
            "C.",
            "S250 2.0.0 taken",
            "CQUIT",
            "S221 2.0.0 bye");

    static Stream<Arguments> forms() {
        List<Arguments> forms = new ArrayList<>();
        for (String head : HEADS)
            for (String marks : MARKS)
                for (String frame : FRAMES)
                    for (Replies replies : Replies.values()) {
                        boolean escapes = frame.contains("\\") || frame.contains("CRLF");
                        if (replies == Replies.JOINED && (!escapes || frame.contains(" ["))) continue;
                        boolean tail = frame.endsWith("bytes)");
                        if (replies != Replies.MARKED && replies != Replies.JOINED && (escapes || tail)) continue;
                        forms.add(Arguments.of(head, marks, frame, replies));
                    }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isReadAsItWasSaid(String head, String marks, String frame, Replies replies) {
        String text = written(head, marks, frame, replies);
        Optional<Recording> recording = DialectDetector.read(SourceText.of(text), Optional.empty());
        assertThat(recording).as(text).isPresent();
        assertThat(said(recording.get())).as(text).isEqualTo(String.join("\n", SESSION));
    }

    private static String written(String head, String marks, String frame, Replies replies) {
        String server = head + marks.substring(0, marks.indexOf('|'));
        String client = head + marks.substring(marks.indexOf('|') + 1);
        String close = frame.substring(frame.indexOf("%s") + 2);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SESSION.size(); i++) {
            String line = SESSION.get(i).substring(1);
            boolean first = line.startsWith("250-");
            if (frame.startsWith("<line>")) line = line.replace("<", "&lt;").replace(">", "&gt;");
            String mark = SESSION.get(i).startsWith("S") ? server : client;
            if (first && replies != Replies.MARKED) {
                String second = SESSION.get(++i).substring(1);
                String open = frame.substring(0, frame.indexOf("%s"));
                String between = replies == Replies.JOINED
                        ? close.replace("'", "").replace("\"", "")
                        : replies == Replies.BELOW ? "\n" + " ".repeat(server.length() + open.length()) : "\n";
                line += between + second;
            }
            text.append(mark).append(frame.formatted(line)).append('\n');
        }
        return text.toString();
    }

    private static String said(Recording recording) {
        assertThat(recording.sessions()).hasSize(1);
        return recording.sessions().get(0).lines().stream()
                .filter(line -> !line.isEvent())
                .map(line -> (line.kind() == TranscriptLine.Kind.SERVER ? "S" : "C") + line.content())
                .collect(Collectors.joining("\n"));
    }
}
