package smtplint.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sessions as programs write them down, made from a seed, of any size: the same seed gives the same bytes on any machine.
 * Sessions of a server's log are interleaved. Everything conforms.
 */
final class Recordings {
    static final List<String> DIALECTS = List.of("smtp", "postfix-smtpd-v", "swaks", "exim-debug", "smtplib");

    /** Sessions that are open side by side in a log. */
    private static final int SIDE_BY_SIDE = 12;

    private static final String[] WORDS = {
        "minutes", "of", "the", "meeting", "report", "attached", "please", "review", "release", "notes", "for", "three"
    };

    private final String dialect;
    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private long milliseconds;

    Recordings(String dialect, long seed) {
        this.dialect = dialect;
        this.random = new Random(seed);
    }

    /** One line of the dialogue; a client's content line too. */
    record Line(char side, String text) {}

    static byte[] bytes(String dialect, int size) {
        Recordings recordings = new Recordings(dialect, 4);
        while (recordings.out.length() < size) recordings.round();
        return recordings.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Usage: DIALECT MEGABYTES FILE [SESSIONS]: with SESSIONS 1 all transactions stand in one session. */
    public static void main(String[] args) throws IOException {
        long size = Long.parseLong(args[1]) << 20;
        Recordings recordings = new Recordings(args[0], 4);
        long written = 0;
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(Path.of(args[2])), 1 << 16)) {
            if (args.length > 3 && args[3].equals("1")) {
                recordings.one(size);
                file.write(recordings.out.toString().getBytes(StandardCharsets.UTF_8));
                return;
            }
            while (written < size) {
                recordings.round();
                byte[] bytes = recordings.out.toString().getBytes(StandardCharsets.UTF_8);
                file.write(bytes);
                written += bytes.length;
                recordings.out.setLength(0);
            }
        }
    }

    private void one(long size) {
        List<Line> lines = new ArrayList<>();
        hello(lines);
        long length = 0;
        while (length < size) {
            int from = lines.size();
            transaction(lines);
            for (Line line : lines.subList(from, lines.size()))
                length += line.text().length() + 4;
        }
        bye(lines);
        for (Line line : lines) write(line, 0);
    }

    /** Some sessions, side by side where the dialect tells them apart. */
    private void round() {
        boolean log = dialect.equals("postfix-smtpd-v") || dialect.equals("exim-debug");
        List<List<Line>> sessions = new ArrayList<>();
        for (int i = 0; i < (log ? SIDE_BY_SIDE : 1); i++) sessions.add(session());
        int[] next = new int[sessions.size()];
        boolean[] open = new boolean[sessions.size()];
        int left = sessions.size();
        while (left > 0) {
            int i = random.nextInt(sessions.size());
            if (next[i] < 0) continue;
            if (!open[i]) begin(i);
            open[i] = true;
            int burst = 1 + random.nextInt(6);
            while (burst-- > 0 && next[i] < sessions.get(i).size())
                write(sessions.get(i).get(next[i]++), i);
            if (next[i] < sessions.get(i).size()) continue;
            end(i);
            next[i] = -1;
            left--;
        }
    }

    List<Line> session() {
        List<Line> lines = new ArrayList<>();
        hello(lines);
        for (int i = 1 + random.nextInt(2); i > 0; i--) transaction(lines);
        bye(lines);
        return lines;
    }

    private void hello(List<Line> lines) {
        lines.add(new Line('S', "220 mx.example.net ESMTP"));
        lines.add(new Line('C', "EHLO client.example.com"));
        lines.add(new Line('S', "250-mx.example.net"));
        lines.add(new Line('S', "250-PIPELINING"));
        lines.add(new Line('S', "250-SIZE 10485760"));
        lines.add(new Line('S', "250-8BITMIME"));
        lines.add(new Line('S', "250 ENHANCEDSTATUSCODES"));
    }

    private static void bye(List<Line> lines) {
        lines.add(new Line('C', "QUIT"));
        lines.add(new Line('S', "221 2.0.0 Bye"));
    }

    private void transaction(List<Line> lines) {
        String sender = "alice" + random.nextInt(100) + "@example.com";
        lines.add(new Line('C', "MAIL FROM:<" + sender + ">"));
        lines.add(new Line('S', "250 2.1.0 Ok"));
        int recipients = 1 + random.nextInt(4);
        String to = "";
        for (int i = 0; i < recipients; i++) {
            to = "reader" + random.nextInt(5000) + "@example.net";
            lines.add(new Line('C', "RCPT TO:<" + to + ">"));
            lines.add(new Line('S', "250 2.1.5 Ok"));
        }
        lines.add(new Line('C', "DATA"));
        lines.add(new Line('S', "354 End data with <CR><LF>.<CR><LF>"));
        if (showsContent()) content(lines, sender, to);
        lines.add(new Line('S', "250 2.0.0 Ok: queued as " + Integer.toHexString(random.nextInt(1 << 28))));
    }

    private boolean showsContent() {
        return !dialect.equals("postfix-smtpd-v") && !dialect.equals("exim-debug");
    }

    private void content(List<Line> lines, String from, String to) {
        lines.add(new Line('D', "Date: Sun, 22 Nov 2026 10:00:07 +0000"));
        lines.add(new Line('D', "From: \"Alice Example\" <" + from + ">"));
        lines.add(new Line('D', "To: " + to));
        lines.add(new Line('D', "Subject: " + words()));
        lines.add(new Line('D', "Message-ID: <" + Long.toHexString(random.nextLong()) + "@client.example.com>"));
        lines.add(new Line('D', ""));
        for (int i = 8 + random.nextInt(20); i > 0; i--) lines.add(new Line('D', words()));
        lines.add(new Line('C', "."));
    }

    private String words() {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 10; i++) line.append(i > 0 ? " " : "").append(WORDS[random.nextInt(WORDS.length)]);
        return line.toString();
    }

    private void write(Line line, int session) {
        milliseconds += random.nextInt(3);
        switch (dialect) {
            case "smtp" -> out.append(line.side() == 'S' ? "S: " : "C: ").append(line.text());
            case "swaks" -> swaks(line);
            case "smtplib" -> smtplib(line);
            case "exim-debug" -> exim(line, session);
            default -> postfix(line, session);
        }
        out.append('\n');
    }

    private void begin(int session) {
        switch (dialect) {
            case "swaks" -> out.append("=== Trying mx.example.net:25...\n=== Connected to mx.example.net.\n");
            case "smtplib" -> out.append("connect: to ('mx.example.net', 25) None\n");
            case "exim-debug" -> {
                frame(session);
                out.append("Process ")
                        .append(pid(session))
                        .append(" is handling incoming connection from [192.0.2.7]\n");
            }
            case "postfix-smtpd-v" -> postfixNote(session, "connect from client.example.com[192.0.2.7]");
            default -> {}
        }
    }

    private void end(int session) {
        switch (dialect) {
            case "swaks" -> out.append("=== Connection closed with remote host.\n");
            case "exim-debug" -> {
                frame(session);
                out.append("SMTP>>(close on process exit)\n");
            }
            case "postfix-smtpd-v" ->
                postfixNote(session, "disconnect from client.example.com[192.0.2.7] ehlo=1 mail=1 quit=1 commands=3");
            default -> {}
        }
    }

    private void swaks(Line line) {
        out.append(line.side() == 'S' ? "<-  " : " -> ").append(line.text());
        if (line.side() == 'D') out.append('\r');
    }

    private void smtplib(Line line) {
        out.append(line.side() == 'S' ? "reply: b'" : "send: b'")
                .append(line.text().replace("'", "\\'"));
        out.append("\\r\\n'");
    }

    private static int pid(int session) {
        return 20_017 + session;
    }

    private void frame(int session) {
        time(milliseconds);
        out.append('.')
                .append(String.format("%03d", milliseconds % 1000))
                .append(' ')
                .append(pid(session))
                .append(' ');
    }

    private void time(long at) {
        long seconds = at / 1000 % 86_400;
        two(seconds / 3600).append(':');
        two(seconds / 60 % 60).append(':');
        two(seconds % 60);
    }

    private StringBuilder two(long number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Between the lines of the dialogue a debug log says much else. */
    private void exim(Line line, int session) {
        if (line.side() == 'C' && random.nextInt(3) == 0) {
            frame(session);
            out.append("using ACL \"acl_check_").append(random.nextInt(100)).append("\"\n");
            frame(session);
            out.append("processing \"accept\" (/etc/exim4/exim.conf ")
                    .append(random.nextInt(400))
                    .append(")\n");
        }
        frame(session);
        out.append(line.side() == 'S' ? "SMTP>> " : "SMTP<< ").append(line.text());
    }

    private void postfix(Line line, int session) {
        if (line.side() == 'C') {
            postfixNote(session, "match_list_match: client.example.com: no match");
            postfixNote(session, "generic_checks: name=permit_mynetworks status=" + random.nextInt(2));
            postfixNote(session, "send attr request = rewrite");
        }
        postfixFrame(session);
        out.append(line.side() == 'S' ? "> " : "< ")
                .append("client.example.com[192.0.2.7]: ")
                .append(line.text());
    }

    private void postfixNote(int session, String text) {
        postfixFrame(session);
        out.append(text).append('\n');
    }

    private void postfixFrame(int session) {
        long day = milliseconds / 86_400_000 % 28 + 1;
        out.append("Nov ").append(day < 10 ? " " : "").append(day).append(' ');
        time(milliseconds);
        out.append(" mx postfix/smtpd[").append(pid(session)).append("]: ");
    }
}
