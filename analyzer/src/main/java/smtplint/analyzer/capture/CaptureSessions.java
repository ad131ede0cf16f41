package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import smtplint.analyzer.dialect.ForeignProtocol;
import smtplint.analyzer.dialect.ForeignSpeech;
import smtplint.analyzer.dialect.Overrun;
import smtplint.analyzer.dialect.ReadingLimits;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.Remark;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Finds the mail sessions in the packets of a capture, and notes what else there is. */
final class CaptureSessions {
    private static final Set<Evidence> PRESERVES = Set.of(
            Evidence.LINES,
            Evidence.BOTH,
            Evidence.ORDER,
            Evidence.MESSAGE,
            Evidence.STUFFED,
            Evidence.WIRE,
            Evidence.TIME,
            Evidence.ENVELOPE);

    private static final int MOST_LINKS = 100;

    private final boolean isPcapng;
    private final PacketFile packets;
    private final Flows flows;
    private final CaptureLimits limits = new CaptureLimits();
    /** Of what is told of apart from sessions, and of these too where the file is kept. */
    private final Page page;

    private final boolean copies;
    private final Set<Integer> unknownLinks = new TreeSet<>();
    private final Map<Protocol, Integer> others = new EnumMap<>(Protocol.class);
    private final Map<ForeignProtocol, Integer> counts = new EnumMap<>(ForeignProtocol.class);
    private final Map<ForeignProtocol, ForeignSpeech> foreign = new EnumMap<>(ForeignProtocol.class);
    private List<Overrun> overruns = List.of();
    private int sessions;

    /**
     * @param copies the file is not kept
     * @param sink takes the sessions in which somebody spoke, as they end
     */
    CaptureSessions(boolean isPcapng, boolean copies, ReadingLimits reading, Consumer<SessionReader> sink) {
        this.isPcapng = isPcapng;
        this.copies = copies;
        page = new Page(!copies);
        flows = new Flows(reading, new MailHost(reading), flow -> ended(flow, sink));
        Segments segments = new Segments(flows);
        PacketSink internet = new Internet(new InternetLayer(segments, new Fragments(segments, limits)));
        packets = isPcapng ? new PcapngFile(internet) : new PcapFile(internet);
    }

    /** As {@link PacketFile#read}. */
    long read(Octets window, boolean ended) {
        return packets.read(window, 0, ended);
    }

    /** @param first octet of the file: what is told of the file as such is told there */
    void finish(byte first) {
        flows.finish();
        if (limits.isEmpty()) return;
        SourceText start = page.add(new Piece(0, 1, new byte[] {first}, 0, 0, 1, -1, 0), 0, 1);
        overruns = limits.overruns(Span.at(start.start()));
    }

    Recording recording(List<SessionLines> lines) {
        List<String> reasons = new ArrayList<>();
        reasons.add(isPcapng ? "begins as a pcapng file" : "begins as a pcap file");
        List<Remark> remarks = new ArrayList<>();
        foreign.forEach((protocol, speech) -> {
            int count = counts.getOrDefault(protocol, 0);
            tell(count, protocol.inWords(), reasons);
            // The first connection of each protocol shows it.
            remarks.add(Remark.foreign(speech, count));
        });
        tell(others.getOrDefault(Protocol.NO_DATA, 0), "without data", reasons);
        tell(others.getOrDefault(Protocol.UNKNOWN, 0), "of another protocol", reasons);
        if (!unknownLinks.isEmpty()) reasons.add("packets of unknown link types left out: " + unknownLinks);
        return new Recording(CaptureReader.NAME, 1, reasons, PRESERVES, lines, List.of(), remarks, List.of(), overruns);
    }

    private static void tell(int connections, String what, List<String> reasons) {
        if (connections > 0)
            reasons.add(connections + (connections == 1 ? " connection " : " connections ") + what + " left out");
    }

    SourceText text() {
        return page.excerpt().text();
    }

    private void ended(OpenFlow flow, Consumer<SessionReader> sink) {
        flow.finish().ifPresent(sink);
        flow.protocol()
                .filter(protocol -> protocol == Protocol.NO_DATA || protocol == Protocol.UNKNOWN)
                .ifPresent(protocol -> others.merge(protocol, 1, Integer::sum));
    }

    private final class Internet implements PacketSink {
        private final InternetLayer internet;
        private long number;

        Internet(InternetLayer internet) {
            this.internet = internet;
        }

        @Override
        public void packet(Octets file, int linkType, int from, int to, long time) {
            number++;
            if (LinkLayer.knows(linkType))
                internet.packet(file, LinkLayer.network(file, linkType, from, to), to, number, time);
            else if (unknownLinks.size() < MOST_LINKS) unknownLinks.add(linkType);
        }

        @Override
        public void tooLong() {
            limits.reached("The length of a packet", PacketFile.LONGEST_PACKET);
        }
    }

    private final class MailHost implements OpenFlow.Host {
        private final ReadingLimits reading;

        MailHost(ReadingLimits reading) {
            this.reading = reading;
        }

        @Override
        public boolean copies() {
            return copies;
        }

        @Override
        public SessionReader read(Connection connection) {
            return new SessionReader(connection, page.another(), () -> ++sessions, reading.sessionBytes());
        }

        @Override
        public void leaveOut(Connection connection) {
            Opening client = connection.fromClient();
            Opening server = connection.fromServer();
            Protocol.foreign(client, server, connection.server().port())
                    .ifPresent(protocol -> count(protocol, server.isEmpty() ? client : server));
        }
    }

    private void count(ForeignProtocol protocol, Opening shown) {
        counts.merge(protocol, 1, Integer::sum);
        Optional<Piece> piece = shown.piece();
        if (foreign.containsKey(protocol) || piece.isEmpty()) return;
        SourceText line = shown.line();
        SourceText kept = page.add(piece.get(), line.start(), line.end());
        foreign.put(protocol, new ForeignSpeech(protocol, kept.span()));
    }
}
