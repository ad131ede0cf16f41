package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two files that hold a side each of one session. What smtplint says of each folder stands beside it; -Dupdate writes it
 * anew.
 */
class PairsTest {
    private static final Path PAIRS = Path.of("src/test/resources/pairs");
    private static final Path EARLY_END = PAIRS.resolve("early-end/20260105-100001-27.in");
    private static final Path SERVER_FAULT = PAIRS.resolve("lmtp-server-fault");
    private static final String NOW = "2026-11-22T12:00:00Z";

    @TempDir
    Path folder;

    private final TestShell shell = new TestShell();

    static List<String> folders() throws IOException {
        try (Stream<Path> found = Files.list(PAIRS)) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private String check(String format, String... more) {
        shell.out.reset();
        List<String> words = Stream.concat(
                        Stream.of("check", "--format", format, "--now", NOW, "--min-level", "hint"), Stream.of(more))
                .toList();
        shell.run(words.toArray(String[]::new));
        return shell.output().replace(PAIRS + "/", "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void saysWhatStandsBesideThePair(String name) throws IOException {
        String said = check("concise", PAIRS.resolve(name).toString());
        Path expected = PAIRS.resolve(name + ".findings");
        if (System.getProperty("update") != null) Files.writeString(expected, said);
        assertThat(said).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void everyPlaceIsInTheFileThatIsNamed(String name) throws IOException {
        for (String line : check("jsonl", PAIRS.resolve(name).toString()).split("\n")) {
            if (!line.startsWith("{\"type\":\"finding\"")) continue;
            var finding = com.google.gson.JsonParser.parseString(line).getAsJsonObject();
            String own = finding.get("path").getAsString();
            isInFile(own, finding);
            finding.getAsJsonArray("related").forEach(related -> {
                var place = related.getAsJsonObject();
                isInFile(place.has("path") ? place.get("path").getAsString() : own, place);
            });
        }
    }

    private static void isInFile(String path, com.google.gson.JsonObject place) {
        byte[] bytes = read(PAIRS.resolve(path));
        int last = -1;
        for (String which : List.of("start", "end")) {
            var at = place.getAsJsonObject(which);
            int offset = at.get("byte").getAsInt();
            assertThat(offset).as("%s %s", path, place).isBetween(Math.max(0, last), bytes.length);
            String before = new String(bytes, 0, offset, StandardCharsets.ISO_8859_1);
            int breaks = (int) before.chars().filter(c -> c == '\n').count();
            // A span that ends with its line ends behind the line break.
            boolean atEnd = which.equals("end") && last < offset || offset == bytes.length;
            boolean behind = atEnd && before.endsWith("\n");
            assertThat(at.get("line").getAsInt()).isBetween(behind ? breaks : breaks + 1, breaks + 1);
            last = offset;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** However the two are named, they are judged once, and the same is said. */
    @Test
    void eachPairIsJudgedOnce() {
        String in = SERVER_FAULT.resolve("20260105-100001-20.in").toString();
        String out = SERVER_FAULT.resolve("20260105-100001-20.out").toString();
        String walked = check("concise", SERVER_FAULT.toString());
        assertThat(walked)
                .contains("20.out:10:19: error reply/lmtp-final-reply-count", "2 inputs, 1 session, 1 message");
        assertThat(check("concise", in, out)).isEqualTo(walked);
        assertThat(check("concise", out, in)).isEqualTo(walked);
        assertThat(check("concise", in)).isEqualTo(walked);
        assertThat(check("concise", out)).isEqualTo(walked);
    }

    @Test
    void recordsOfFilesNameTheOtherHalf() {
        assertThat(check("jsonl", EARLY_END.toString()))
                .contains("\"path\":\"early-end/20260105-100001-27.in\",\"kind\":\"transcript\","
                        + "\"dialect\":\"dovecot-rawlog\",\"confidence\":1,\"sessions\":1,")
                .contains("\"sibling\":\"early-end/20260105-100001-27.out\"")
                .contains("\"path\":\"early-end/20260105-100001-27.out\",\"kind\":\"transcript\","
                        + "\"dialect\":\"dovecot-rawlog\",\"confidence\":1,\"sessions\":0,")
                .contains("\"sibling\":\"early-end/20260105-100001-27.in\"");
    }

    /** The file beside is read for the sake of the one that was named, and is none of ours where they do not belong together. */
    @Test
    void aSiblingOfAnotherSessionIsNotJudgedUnasked() {
        String in = PAIRS.resolve("apart/20260105-100001-25.in").toString();
        assertThat(check("concise", in))
                .contains("25.in:1:1: info framing/halves-apart", "1 input, 1 session")
                .doesNotContain("25.out:");
        assertThat(check("concise", PAIRS.resolve("no-pair/report.out").toString()))
                .contains("1 input, 1 message")
                .doesNotContain("report.in:");
    }

    @Test
    void selectorsSuppressionsAndWhyNotSpeakOfTheWholeSession() {
        String path = SERVER_FAULT.toString();
        assertThat(check("jsonl", path)).contains("\"at\":\"session[1].transaction[1].data[2]\"");
        assertThat(check("concise", "--ignore", "reply/lmtp-final-reply-count", path))
                .doesNotContain("error");
        assertThat(check("concise", "--why-not", "command-order/rcpt-before-mail", path))
                .contains("20.in: command-order/rcpt-before-mail: session 1: judged, nothing wrong");
        assertThat(check("concise", "--why-not", "command-order/rcpt-before-mail", PAIRS + "/tcpflow-client-fault"))
                .contains("silent: needs order, which this raw-streams recording does not show");
    }

    @Test
    void viewShowsTheSessionOfBothFiles() {
        shell.run("view", EARLY_END.toString());
        assertThat(shell.output())
                .contains("27.in and ", "27.out  transcript, dovecot-rawlog", "← 220 mx.example.com ESMTP")
                .contains("→ EHLO client.example.com  ")
                .containsOnlyOnce("session 1");
        shell.out.reset();
        shell.run("view", "--format", "json", EARLY_END.getParent().toString());
        assertThat(shell.output().lines()).hasSize(1);
        assertThat(shell.output())
                .contains(
                        "27.in\",\"sibling\":\"",
                        "\"preserves\":[\"lines\",\"both\",\"order\",\"message\",\"stuffed\"]")
                .contains("{\"side\":\"server\",\"text\":\"250 2.0.0 queued\",\"line\":6}");
        shell.out.reset();
        shell.run(
                "view", "--format", "json", PAIRS.resolve("tcpflow-conforming").toString());
        assertThat(shell.output()).contains("\"preserves\":[\"lines\",\"both\",\"message\",\"stuffed\",\"wire\"]");
        shell.out.reset();
        shell.run("view", "--format", "json", PAIRS.resolve("tcpflow-adrift").toString());
        assertThat(shell.output()).contains("\"preserves\":[\"lines\",\"message\",\"stuffed\",\"wire\"]");
    }

    @Test
    void noCredentialOfEitherHalfIsShown() {
        assertThat(check("full", PAIRS.resolve("credentials").toString()))
                .contains("***")
                .doesNotContain("YWxpY2U", "b3BlbnNlc2FtZQ");
    }

    @Test
    void anUnreadableHalfLeavesTheOtherToItself() throws IOException {
        Files.copy(EARLY_END, folder.resolve("a.in"));
        Files.createDirectory(folder.resolve("a.out"));
        assertThat(check("concise", folder.resolve("a.in").toString())).contains("1 input, 1 session");
    }
}
