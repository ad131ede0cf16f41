package smtplint.analyzer.dialect;

import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads packets: their hex dump where there is one, their text otherwise. */
final class TcpdumpReader implements LineReader {
    private static final int OCTETS_A_LINE = 16;
    private static final int IP_AND_TCP = 40;
    private static final int TIMESTAMPS = 12;

    private final WireStream wire;
    private final Clock clock = new Clock();
    private String sender = "";
    private String receiver = "";
    private long time = -1;
    private int length;
    private boolean timestamps;
    private boolean hex;
    private TextAssembler packet = new TextAssembler(256);

    TcpdumpReader(Sessions sessions) {
        this.wire = new WireStream(sessions, false, true).withDots();
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        int address = TcpdumpDialect.addressAt(line);
        if (address > 0) {
            flush();
            header(line, address);
        } else if (line.startsWith("\t0x", line.start())) {
            hex = true;
            dump(line);
        } else if (length > 0 && !hex) {
            packet.copy(line, line.start(), line.end());
            packet.addUnseen(
                    ending == LineEnding.CRLF ? "\r\n" : "\n", line.span().end());
        }
    }

    private void header(SourceText line, int address) {
        time = clock.at(Clock.timeOfDay(line, line.start()));
        int arrow = LineShape.find(line, " > ", address);
        int end = arrow < 0 ? -1 : LineShape.find(line, ": Flags", arrow);
        int count = LineShape.find(line, ", length ", address);
        length = end < 0 || count < 0 ? 0 : Math.max(0, LineShape.number(line, count + 9));
        if (length == 0) return;
        sender = line.string(address, arrow);
        receiver = line.string(arrow + 3, end);
        timestamps = LineShape.contains(line, "[nop,nop,TS ");
    }

    private void dump(SourceText line) {
        int colon = line.indexOf(':', line.start());
        if (colon < 0 || length == 0) return;
        int i = colon + 3;
        // Octets stand in pairs of two, a blank between the pairs.
        for (int pair = 0; pair < OCTETS_A_LINE / 2; pair++) {
            int end = HexDump.read(line, i, 2, packet);
            if (end < i + 4) return;
            i = end + 1;
        }
    }

    private void flush() {
        if (length > 0 && packet.length() > 0) {
            SourceText all = packet.text();
            int from = hex ? payloadAt(all) : textAt(all);
            if (from >= 0) add(all, from, hex ? Math.min(all.end(), from + length) : textEnd(all, from));
        }
        packet = new TextAssembler(256);
        length = 0;
        hex = false;
    }

    /** Behind the headers, whose lengths they hold themselves (RFC 791, RFC 9293); IPv6 is read without extensions. */
    private static int payloadAt(SourceText packet) {
        if (packet.length() < IP_AND_TCP) return -1;
        int version = packet.at(0) >> 4;
        int ip = version == 4 ? (packet.at(0) & 15) * 4 : 40;
        if (ip + 13 > packet.length()) return -1;
        int at = ip + (packet.at(ip + 12) >> 4) * 4;
        return at < packet.length() ? at : -1;
    }

    /** Where the text must begin for its length to be right: the CR of each line may be left out. */
    private int textAt(SourceText packet) {
        int headers = IP_AND_TCP + (timestamps ? TIMESTAMPS : 0);
        for (int from = headers; from >= headers - 3 && from >= 0; from--)
            if (from < packet.end() && textEnd(packet, from) >= 0) return from;
        return -1;
    }

    private int textEnd(SourceText packet, int from) {
        int octets = 0;
        int i = from;
        for (; i < packet.end() && octets < length; i++) {
            boolean lf = packet.at(i) == '\n';
            octets += lf && (i == from || packet.at(i - 1) != '\r') ? 2 : 1;
        }
        boolean rest = i == packet.end() || i == packet.end() - 1 && packet.at(i) == '\n';
        return octets == length && rest ? i : -1;
    }

    private void add(SourceText packet, int from, int to) {
        String key = WireStream.key(sender, " ", receiver);
        wire.dots(!hex);
        wire.add(key, sender, receiver, packet.slice(from, to), time);
    }

    @Override
    public void finish() {
        flush();
        wire.finish();
    }
}
