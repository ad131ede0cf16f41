package smtplint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.lsp4j.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document whose session has its other side in a file beside it. */
class SiblingTest {
    private static final String IN = """
            1767607201.000020 LHLO client.example.com
            1767607201.000040 MAIL FROM:<alice@example.com>
            1767607201.000060 RCPT TO:<bob@example.com
            1767607201.000080 QUIT
            """;
    private static final String OUT = """
            1767607201.000010 220 mx.example.com ready
            1767607201.000030 250 mx.example.com
            1767607201.000050 354 go ahead
            1767607201.000070 501 5.5.4 Invalid path
            1767607201.000090 221 2.0.0 Bye
            """;

    @TempDir
    Path folder;

    private Analysis judge(Path file) throws IOException {
        OpenDocuments documents = new OpenDocuments();
        String uri = file.toUri().toString();
        documents.open(uri, "log", 1, Files.readString(file));
        return new Analyses(new ServerLog()).of(documents.find(uri).orElseThrow(), ServerSettings.DEFAULT);
    }

    @Test
    void eachFileShowsWhatStandsInIt() throws IOException {
        Path in = Files.writeString(folder.resolve("a.in"), IN);
        Path out = Files.writeString(folder.resolve("a.out"), OUT);
        Analysis server = judge(out);
        assertThat(server.sibling()).contains("a.in");
        Diagnostic reply = new DiagnosticsFeature(Encoding.UTF16)
                .diagnostics(server).stream()
                        .filter(d -> d.getCode().getLeft().equals("reply/code-not-allowed-for-command"))
                        .findFirst()
                        .orElseThrow();
        assertThat(reply.getRange().getStart().getLine()).isEqualTo(2);
        assertThat(reply.getRange().getStart().getCharacter()).isEqualTo(18);
        assertThat(reply.getRange().getEnd().getLine()).isEqualTo(2);
        Analysis client = judge(in);
        assertThat(client.sibling()).contains("a.out");
        assertThat(client.findings())
                .extracting(f -> f.rule().id())
                .contains("command-syntax/path-brackets-missing")
                .doesNotContain("reply/code-not-allowed-for-command");
    }

    @Test
    void withoutTheOtherFileEachStandsForItself() throws IOException {
        Analysis alone = judge(Files.writeString(folder.resolve("a.out"), OUT));
        assertThat(alone.sibling()).isEmpty();
        assertThat(alone.findings())
                .extracting(f -> f.rule().id())
                .doesNotContain("reply/code-not-allowed-for-command");
    }
}
