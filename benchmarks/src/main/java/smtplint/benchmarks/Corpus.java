package smtplint.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Mail and transcripts as they are met in bulk, made from a seed: the same seed gives the same bytes on any machine. All
 * of it conforms, so that time goes into reading and judging, not into printing findings.
 */
final class Corpus {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT);
    private static final OffsetDateTime START = OffsetDateTime.of(2026, 11, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final String[] WORDS = {
        "the",
        "minutes",
        "of",
        "meeting",
        "report",
        "attached",
        "please",
        "review",
        "before",
        "Monday",
        "server",
        "release",
        "notes",
        "for",
        "version",
        "three",
        "list",
        "members",
        "thanks",
        "regards",
        "and",
        "we",
        "build"
    };

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private long seconds;

    private Corpus(long seed) {
        random = new Random(seed);
    }

    /** List mail: short text bodies below long header sections, about 37 percent of the bytes. */
    static byte[] headerHeavyMbox(int bytes) {
        Corpus corpus = new Corpus(1);
        while (corpus.out.length() < bytes) corpus.listMessage();
        return corpus.bytes();
    }

    /** Mail with attachments: about three quarters of the bytes are base64. */
    static byte[] attachmentMbox(int bytes) {
        Corpus corpus = new Corpus(2);
        while (corpus.out.length() < bytes) corpus.attachmentMessage();
        return corpus.bytes();
    }

    /** Sessions of one to four recipients in C:/S: form. */
    static byte[] transcripts(int bytes) {
        Corpus corpus = new Corpus(3);
        while (corpus.out.length() < bytes) corpus.session();
        return corpus.bytes();
    }

    private byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void listMessage() {
        String id = hex(10);
        int reader = random.nextInt(5000);
        out.append("From bounce-").append(id).append("@lists.example.org Sun Nov 22 10:00:00 2026\n");
        out.append("Return-Path: <bounce-").append(id).append("@lists.example.org>\n");
        seconds += 60;
        for (int hop = 3; hop > 0; hop--) received(hop, reader);
        for (int i = 0; i < 4; i++)
            out.append("X-List-Trace-").append(i).append(": ").append(hex(40)).append('\n');
        out.append("List-Id: <team-").append(reader % 50).append(".lists.example.org>\n");
        out.append("List-Unsubscribe: <mailto:leave-").append(id).append("@lists.example.org>\n");
        headers(id, reader);
        out.append("MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\n");
        text(40 + random.nextInt(60));
        out.append('\n');
    }

    private void attachmentMessage() {
        String id = hex(10);
        int reader = random.nextInt(5000);
        String boundary = "=_part-" + hex(12);
        seconds += 60;
        out.append("From ").append("alice@example.com Sun Nov 22 10:00:00 2026\n");
        received(1, reader);
        headers(id, reader);
        out.append("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"")
                .append(boundary)
                .append("\"\n\n");
        out.append("--").append(boundary).append("\nContent-Type: text/plain; charset=us-ascii\n\n");
        text(150);
        out.append("--").append(boundary).append("\nContent-Type: application/pdf; name=\"report.pdf\"\n");
        out.append("Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"report.pdf\"\n\n");
        byte[] attachment = new byte[20_000 + random.nextInt(60_000)];
        random.nextBytes(attachment);
        out.append(Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(attachment));
        out.append("\n--").append(boundary).append("--\n\n");
    }

    private void received(int hop, int reader) {
        out.append("Received: from relay")
                .append(hop - 1)
                .append(".example.org (relay")
                .append(hop - 1);
        out.append(".example.org [192.0.2.")
                .append(hop)
                .append("])\n\tby relay")
                .append(hop);
        out.append(".example.org (Postfix) with ESMTPS id ").append(hex(9)).append("\n\tfor <reader");
        out.append(reader).append("@example.net>; ");
        out.append(DATE.format(START.plusSeconds(seconds + hop))).append(" (UTC)\n");
    }

    private void headers(String id, int reader) {
        out.append("Date: ").append(DATE.format(START.plusSeconds(seconds))).append('\n');
        out.append("From: \"Alice Example\" <alice@example.com>\n");
        out.append("To: Reader ")
                .append(reader)
                .append(" <reader")
                .append(reader)
                .append("@example.net>,\n\t");
        out.append("team@lists.example.org\n");
        out.append("Subject: ").append(words(6)).append('\n');
        out.append("Message-ID: <").append(id).append("@client.example.com>\n");
        out.append("References: <").append(hex(10)).append("@client.example.com>\n");
    }

    private void session() {
        int recipients = 1 + random.nextInt(4);
        out.append("S: 220 mx.example.net ESMTP\nC: EHLO client.example.com\nS: 250-mx.example.net\n");
        out.append("S: 250-PIPELINING\nS: 250-SIZE 10485760\nS: 250-8BITMIME\nS: 250 ENHANCEDSTATUSCODES\n");
        out.append("C: MAIL FROM:<alice").append(random.nextInt(100)).append("@example.com>\nS: 250 2.1.0 Ok\n");
        for (int i = 0; i < recipients; i++)
            out.append("C: RCPT TO:<reader").append(random.nextInt(5000)).append("@example.net>\nS: 250 2.1.5 Ok\n");
        out.append("C: DATA\nS: 354 End data with <CR><LF>.<CR><LF>\n");
        int from = out.length();
        headers(hex(10), random.nextInt(5000));
        out.append('\n');
        text(80 + random.nextInt(200));
        String content = out.substring(from).replaceAll("(?m)^", "C: ");
        out.setLength(from);
        out.append(content, 0, content.length() - 3);
        out.append("C: .\nS: 250 2.0.0 Ok: queued as ").append(hex(9)).append('\n');
        out.append("C: QUIT\nS: 221 2.0.0 Bye\n");
    }

    private void text(int words) {
        for (int left = words; left > 0; left -= 10)
            out.append(words(Math.min(10, left))).append('\n');
    }

    private String words(int count) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < count; i++) line.append(i > 0 ? " " : "").append(WORDS[random.nextInt(WORDS.length)]);
        return line.toString();
    }

    private String hex(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) word.append("0123456789ABCDEF".charAt(random.nextInt(16)));
        return word.toString();
    }
}
