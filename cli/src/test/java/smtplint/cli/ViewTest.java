package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTest {
    private static final String SESSION = """
            S: 220 mx.example.net ESMTP
            C: EHLO client.example.com
            S: 250-mx.example.net
            S: 250 PIPELINING
            C: MAIL FROM:<>
            C: RCPT TO:<bob@example.net>
            C: RCPT TO:<nobody@example.net>
            C: DATA
            S: 250 2.1.0 ok
            S: 250 2.1.5 ok
            S: 550 5.1.1 unknown
            S: 354 go on
            C: Subject: x
            C:
            C: text
            C: .
            S: 250 2.0.0 queued
            C: QUIT
            S: 221 bye
            """;

    @TempDir
    Path folder;

    private final TestShell shell = new TestShell();

    private JsonObject json(String name, String text) throws Exception {
        assertThat(shell.run(
                        "view",
                        "--format",
                        "json",
                        Files.writeString(folder.resolve(name), text).toString()))
                .isZero();
        assertThat(shell.output().lines()).hasSize(1);
        return JsonParser.parseString(shell.output()).getAsJsonObject();
    }

    @Test
    void aSessionIsTurnsExchangesAndTransactions() throws Exception {
        JsonObject view = json("a.smtp", SESSION);
        assertThat(view.get("kind").getAsString()).isEqualTo("transcript");
        assertThat(view.getAsJsonObject("dialect").get("name").getAsString()).isEqualTo("smtp");
        JsonObject session = view.getAsJsonArray("sessions").get(0).getAsJsonObject();
        assertThat(session.get("protocol").getAsString()).isEqualTo("smtp");
        assertThat(session.getAsJsonArray("turns").toString())
                .contains("{\"side\":\"client\",\"text\":\"MAIL FROM:<>\",\"line\":5}")
                .contains("{\"side\":\"client\",\"text\":\".\",\"line\":16}")
                .doesNotContain("Subject");
        assertThat(session.getAsJsonArray("exchanges").get(2).toString())
                .isEqualTo("{\"verb\":\"MAIL\",\"argument\":\"FROM:<>\",\"line\":5,\"replies\":[{\"code\":250,"
                        + "\"enhanced\":\"2.1.0\",\"lines\":[\"2.1.0 ok\"],\"line\":9}],"
                        + "\"before\":\"READY\",\"after\":\"MAIL\",\"group\":1}");
        JsonObject transaction = session.getAsJsonArray("transactions").get(0).getAsJsonObject();
        assertThat(transaction.get("reversePath").getAsString()).isEmpty();
        assertThat(transaction.get("outcome").getAsString()).isEqualTo("accepted");
        assertThat(transaction.getAsJsonArray("forwardPaths").toString())
                .isEqualTo("[{\"path\":\"bob@example.net\",\"accepted\":true},"
                        + "{\"path\":\"nobody@example.net\",\"accepted\":false}]");
        assertThat(transaction.getAsJsonObject("message").keySet())
                .containsExactly("fields", "addresses", "received", "parts");
    }

    @Test
    void anMboxIsOneObjectWithAllItsMessages() throws Exception {
        JsonObject view = json(
                "a.mbox",
                "From a@example.com Sun Nov 22 10:00:00 2026\nSubject: a\n\nx\n\n"
                        + "From b@example.com Sun Nov 22 10:00:00 2026\nSubject: b\n\ny\n");
        assertThat(view.get("kind").getAsString()).isEqualTo("mbox");
        assertThat(view.getAsJsonArray("messages")).hasSize(2);
    }

    @Test
    void aSessionReadsAsADialogue() throws Exception {
        shell.run("view", Files.writeString(folder.resolve("a.smtp"), SESSION).toString());
        assertThat(shell.output())
                .contains("transcript, smtp\n  confidence ", "next best: rfc")
                .contains("← 220 mx.example.net ESMTP ")
                .containsPattern("→ EHLO client.example.com +← 250 \\(2\\) +READY")
                .containsPattern("┌ MAIL FROM:<> +← 250 +MAIL")
                .containsPattern("│ RCPT TO:<bob@example.net> +← 250 +RCPT")
                .containsPattern("└ DATA +← 354 +CONTENT")
                .containsPattern("═ \\d+ bytes, 3 lines +← 250 2.0.0 queued +READY");
    }

    @Test
    void aMessageShowsItsHopsAsATable() throws Exception {
        shell.run("view", Files.writeString(folder.resolve("a.eml"), MESSAGE).toString());
        assertThat(shell.output())
                .containsPattern("delay +time +from +by +with")
                .containsPattern(
                        "\\+2 s +2026-11-22 10:00:07 \\+0000 +mail.example.com \\[192.0.2.2\\] +mx.example.net +ESMTP");
    }

    @Test
    void picturesComeInThreeForms() throws Exception {
        String session = Files.writeString(folder.resolve("a.smtp"), SESSION).toString();
        String message = Files.writeString(folder.resolve("a.eml"), MESSAGE).toString();
        assertThat(view("mermaid", session, message))
                .contains("sequenceDiagram\n")
                .contains("flowchart TB\n");
        assertThat(view("svg", session))
                .startsWith("<svg xmlns=")
                .endsWith("</svg>\n")
                .contains("EHLO client.example.com");
        assertThat(view("html", session, message))
                .startsWith("<!doctype html>")
                .endsWith("</html>\n")
                .contains("MAIL FROM:&lt;&gt;")
                .doesNotContain("<script")
                .doesNotContain("src=");
    }

    @Test
    void noPictureShowsACredential() throws Exception {
        String text = SESSION.replace(
                "C: MAIL FROM:<>",
                "C: AUTH PLAIN AGFsaWNlAHNlY3JldA==\nS: 235 2.7.0 ok AGFsaWNlAHNlY3JldA==\nC: MAIL FROM:<>");
        String path = Files.writeString(folder.resolve("auth.smtp"), text).toString();
        for (String format : new String[] {"svg", "mermaid", "html", "text"})
            assertThat(view(format, path)).contains("AUTH PLAIN").doesNotContain("AGFsaWNlAHNlY3JldA");
    }

    private static String view(String format, String... paths) {
        TestShell fresh = new TestShell();
        List<String> words = new ArrayList<>(List.of("view", "--format", format));
        words.addAll(List.of(paths));
        fresh.run(words.toArray(String[]::new));
        return fresh.output();
    }

    private static final String MESSAGE = """
            Received: from mail.example.com (mail.example.com [192.0.2.2])
             by mx.example.net with ESMTP id 2B; Sun, 22 Nov 2026 10:00:07 +0000
            Received: from client.example.com (client.example.com [192.0.2.1])
             by mail.example.com with ESMTP id 1A; Sun, 22 Nov 2026 10:00:05 +0000
            From: alice@example.com

            x
            """;
}
