package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** Recordings of real programs, where they are at hand. */
class RecordingsTest {
    /** Nobody listened there, or the program says too little to be heard. */
    private static final Set<String> SILENT = Set.of("connection-refused.txt", "success-v.txt", "nodebug.txt");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "swaks",
                "smtplib",
                "curl-v",
                "postfix-smtpd-v",
                "postfix-smtp-v",
                "gnu-mailutils",
                "s-nail",
                "perl-net-smtp",
                "ruby-net-smtp",
                "mutt",
                "nodemailer",
                "nodemailer-smtp-server",
                "subethasmtp-slf4j",
                "sendmail-X",
                "sendmail-v",
                "exim-v",
                "exim-debug",
                "opensmtpd-trace",
                "opensmtpd-smtp1",
                "aiosmtpd-debug",
                "jakarta-mail",
                "javax-mail",
                "curl-trace",
                "socat",
                "tcpflow",
                "tshark-follow",
                "ngrep",
                "tcpdump-A",
                "tshark-list",
                "postfix-notice"
            })
    void everyRecordingIsToldAndRead(String dialect) throws IOException {
        for (Path file : files(data().resolve("transcripts").resolve(dialect))) {
            Recording recording = DialectDetector.read(SourceText.of(Files.readAllBytes(file)), Optional.empty())
                    .orElseThrow(() -> new AssertionError("no transcript: " + file));
            assertThat(recording.dialect()).as(file.toString()).isEqualTo(dialect);
            if (SILENT.contains(file.getFileName().toString()))
                assertThat(recording.sessions()).isEmpty();
            else assertThat(recording.sessions()).as(file.toString()).isNotEmpty();
            for (SessionLines session : recording.sessions()) assertPlausible(file, session);
        }
    }

    private static void assertPlausible(Path file, SessionLines session) {
        List<TranscriptLine> said =
                session.lines().stream().filter(line -> !line.isEvent()).toList();
        assertThat(said.get(0).kind()).as("first line of " + file).isEqualTo(Kind.SERVER);
        assertThat(LineShape.replyCode(said.get(0).content()))
                .as("greeting of " + file)
                .isPositive();
        assertThat(said).as("client lines of " + file).anyMatch(line -> line.kind() == Kind.CLIENT);
        assertThat(said.stream().filter(line -> line.kind() == Kind.SERVER))
                .as("replies of " + file)
                .allMatch(line -> LineShape.replyCode(line.content()) > 0);
    }

    @Test
    void noMessageIsTakenForATranscript() throws IOException {
        try (Stream<Path> all = Files.walk(data().resolve("messages"))) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                assertThat(DialectDetector.read(SourceText.of(Files.readAllBytes(file)), Optional.empty()))
                        .as(file.toString())
                        .isEmpty();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }

    /** The folder with the real data; the test is skipped where there is none. */
    private static Path data() {
        Path root = Path.of("").toAbsolutePath();
        if (root.endsWith("analyzer")) root = root.getParent();
        Path data = Path.of(System.getProperty(
                "smtplint.data", root.resolveSibling("shared").resolve("data").toString()));
        if (!Files.isDirectory(data)) System.out.println("skipped: no recordings at " + data);
        assumeTrue(Files.isDirectory(data));
        return data;
    }
}
