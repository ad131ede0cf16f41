package smtplint.benchmarks;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The sessions of {@link Recordings} as recorders of octets write them down, and as a capture: each line of the dialogue is
 * a packet. Usage: WireRecordings FORMAT MEGABYTES FILE [fault]: with fault every session has a fault.
 */
final class WireRecordings {
    private static final int SIDE_BY_SIDE = 12;
    private static final int TRACE_ROW = 64;
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int ACK = 16;

    private final String format;
    private final boolean faulty;
    private final DataOutputStream out;
    private final Recordings source = new Recordings("smtp", 4);
    private final Random random = new Random(5);
    private int sessions;
    private long written;
    private long micros = 1_700_000_000_000_000L;

    private WireRecordings(String format, boolean faulty, OutputStream out) {
        this.format = format;
        this.faulty = faulty;
        this.out = new DataOutputStream(out);
    }

    public static void main(String[] args) throws IOException {
        long size = Long.parseLong(args[1]) << 20;
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(Path.of(args[2])), 1 << 16)) {
            new WireRecordings(args[0], args.length > 3, file).write(size);
        }
    }

    /** A session that is written down, and how far it is. */
    private static final class Session {
        final int number;
        final List<Recordings.Line> lines;
        int next;
        int client = 1;
        int server = 1;

        Session(int number, List<Recordings.Line> lines) {
            this.number = number;
            this.lines = lines;
        }
    }

    private void write(long size) throws IOException {
        if (format.equals("pcap")) {
            out.writeInt(0xa1b2c3d4);
            out.writeInt(2 << 16 | 4);
            out.writeLong(0);
            out.writeInt(65_535);
            out.writeInt(1);
        }
        boolean apart = format.equals("pcap") || format.equals("tcpflow") || format.equals("ngrep");
        List<Session> open = new ArrayList<>();
        for (int i = 0; i < (apart ? SIDE_BY_SIDE : 1); i++) open.add(begin());
        while (written < size || !open.isEmpty()) {
            int at = random.nextInt(open.size());
            Session session = open.get(at);
            line(session, session.lines.get(session.next++));
            if (session.next < session.lines.size()) continue;
            end(session);
            open.remove(at);
            if (written < size) open.add(begin());
            else if (open.isEmpty()) return;
        }
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        written += bytes.length;
    }

    private Session begin() throws IOException {
        List<Recordings.Line> lines = source.session();
        if (faulty) lines.add(1, new Recordings.Line('C', "RCPT TO:<bob@example.com>"));
        if (faulty) lines.add(2, new Recordings.Line('S', "250 2.1.5 Ok"));
        Session session = new Session(++sessions, lines);
        switch (format) {
            case "pcap" -> {
                packet(session, true, SYN, new byte[0]);
                packet(session, false, SYN | ACK, new byte[0]);
            }
            case "curl-trace" -> text("== Info: Connected to mx.example.net (192.0.2.25) port 25\n");
            case "tshark-follow" ->
                text("\n===================================================================\nFollow: tcp,ascii\n"
                        + "Filter: tcp.stream eq " + session.number
                        + "\nNode 0: 192.0.2.7:40000\nNode 1: 192.0.2.25:25\n");
            default -> {}
        }
        return session;
    }

    private void end(Session session) throws IOException {
        switch (format) {
            case "pcap" -> {
                packet(session, false, FIN | ACK, new byte[0]);
                packet(session, true, FIN | ACK, new byte[0]);
            }
            case "curl-trace" -> text("== Info: Closing connection 0\n");
            default -> {}
        }
    }

    private void line(Session session, Recordings.Line line) throws IOException {
        boolean client = line.side() != 'S';
        String said = line.text();
        int length = said.length() + 2;
        micros += random.nextInt(900);
        switch (format) {
            case "pcap" -> packet(session, client, ACK, (said + "\r\n").getBytes(StandardCharsets.UTF_8));
            case "socat" ->
                text((client ? "> " : "< ") + time() + "  length=" + length + " from=0 to=" + (length - 1) + "\n" + said
                        + "\\r\n");
            case "tcpflow" -> {
                String here = "192.000.002.007." + (10_000 + session.number % 50_000);
                String there = "192.000.002.025.00025";
                text((client ? here + "-" + there : there + "-" + here) + ": " + said + "\r\n\n");
            }
            case "ngrep" -> {
                String here = "192.0.2.7:" + (10_000 + session.number % 50_000);
                String there = "192.0.2.25:25";
                text("T " + (client ? here + " -> " + there : there + " -> " + here) + " [AP] #" + session.next + "\n"
                        + said + ".\n\n");
            }
            case "tshark-follow" -> text((client ? "" : "\t") + length + "\n" + said + "\r\n\n");
            case "curl-trace" -> trace(client, said, length);
            default -> throw new IllegalArgumentException(format);
        }
    }

    private String time() {
        long second = micros / 1_000_000 % 86_400;
        return String.format(
                "2026/01/%02d %02d:%02d:%02d.%09d",
                micros / 86_400_000_000L % 28 + 1, second / 3600, second / 60 % 60, second % 60, micros % 1_000_000);
    }

    private void trace(boolean client, String said, int length) throws IOException {
        StringBuilder block = new StringBuilder(client ? "=> Send header, " : "<= Recv header, ");
        block.append(length)
                .append(" bytes (0x")
                .append(Integer.toHexString(length))
                .append(")\n");
        for (int at = 0; at == 0 || at < said.length(); at += TRACE_ROW) {
            block.append(String.format("%04x: ", at));
            block.append(said, at, Math.min(said.length(), at + TRACE_ROW)).append('\n');
        }
        text(block.toString());
    }

    /** Ethernet, IPv4 and TCP around some octets. */
    private void packet(Session session, boolean client, int flags, byte[] data) throws IOException {
        micros += 50;
        int length = 54 + data.length;
        out.writeInt((int) (micros / 1_000_000));
        out.writeInt((int) (micros % 1_000_000));
        out.writeInt(length);
        out.writeInt(length);
        out.writeLong(0);
        out.writeInt(0);
        out.writeShort(0x0800);
        out.writeInt(0x4500 << 16 | 40 + data.length);
        out.writeInt(0);
        out.writeInt(0x40060000);
        int here = 0xc6330000 | session.number / 50_000 & 0xffff;
        int there = 0xc0000219;
        int port = 10_000 + session.number % 50_000;
        out.writeInt(client ? here : there);
        out.writeInt(client ? there : here);
        out.writeShort(client ? port : 25);
        out.writeShort(client ? 25 : port);
        out.writeInt(client ? session.client : session.server);
        out.writeInt((flags & ACK) == 0 ? 0 : client ? session.server : session.client);
        out.writeInt(0x5000_ffff | flags << 16);
        out.writeInt(0);
        out.write(data);
        written += length + 16;
        int more = data.length + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
        if (client) session.client += more;
        else session.server += more;
    }
}
