package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import smtplint.analyzer.dialect.ForeignProtocol;
import smtplint.analyzer.dialect.ForeignSpeech;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.Remark;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineTable;
import smtplint.analyzer.source.SourceText;

/** Reads the mail sessions in a pcap or pcapng file. */
public final class CaptureReader {
    public static final String NAME = "pcap";

    private static final Set<Evidence> PRESERVES = Set.of(
            Evidence.LINES,
            Evidence.BOTH,
            Evidence.ORDER,
            Evidence.MESSAGE,
            Evidence.STUFFED,
            Evidence.WIRE,
            Evidence.TIME,
            Evidence.ENVELOPE);

    private final SourceText file;
    private final Flows flows = new Flows();
    private final Set<Integer> unknownLinks = new TreeSet<>();

    private final LineTable lines = new LineTable();
    private final Map<ForeignProtocol, List<ForeignSpeech>> foreign = new EnumMap<>(ForeignProtocol.class);

    private CaptureReader(SourceText file) {
        this.file = file;
    }

    /** Tells a capture by its first octets. */
    public static boolean isCapture(SourceText file) {
        byte[] bytes = file.buffer();
        return file.start() == 0 && (PcapFile.is(bytes, file.end()) || PcapngFile.is(bytes, file.end()));
    }

    /**
     * What was said, and where.
     *
     * @param source the file, whose lines are those of the dialogues in it
     */
    public record Capture(Recording recording, SourceText source) {}

    public static Capture read(SourceText file) {
        CaptureReader reader = new CaptureReader(file);
        Recording recording = reader.recording();
        return new Capture(recording, file.withLines(reader.lines));
    }

    private Recording recording() {
        byte[] bytes = file.buffer();
        Octets octets = new Octets(bytes, file.end(), true);
        InternetLayer internet = new InternetLayer(octets, new Segments(octets, flows));
        PacketSink packets = (linkType, from, to, time) -> {
            if (LinkLayer.knows(linkType)) internet.packet(LinkLayer.network(octets, linkType, from, to), to, time);
            else unknownLinks.add(linkType);
        };
        List<String> reasons = new ArrayList<>();
        if (PcapFile.is(bytes, file.end())) {
            reasons.add("begins as a pcap file");
            PcapFile.read(bytes, file.end(), packets);
        } else if (PcapngFile.is(bytes, file.end())) {
            reasons.add("begins as a pcapng file");
            PcapngFile.read(bytes, file.end(), packets);
        }
        List<SessionLines> sessions = sessions(reasons);
        return new Recording(NAME, 1, reasons, PRESERVES, sessions, List.of(), remarks(), List.of(), List.of());
    }

    private List<SessionLines> sessions(List<String> reasons) {
        List<SessionLines> sessions = new ArrayList<>();
        Map<Protocol, Integer> others = new EnumMap<>(Protocol.class);
        for (Flow flow : flows.all()) {
            Connection connection = new Connection(flow, file);
            Protocol protocol = Protocol.of(connection, file);
            if (protocol == Protocol.SMTP)
                SessionReader.read(connection, file, lines, sessions.size() + 1).ifPresent(sessions::add);
            else if (protocol == Protocol.FOREIGN) leaveOut(connection);
            else others.merge(protocol, 1, Integer::sum);
        }
        foreign.forEach((protocol, left) -> tell(left.size(), protocol.inWords(), reasons));
        tell(others.getOrDefault(Protocol.NO_DATA, 0), "without data", reasons);
        tell(others.getOrDefault(Protocol.UNKNOWN, 0), "of another protocol", reasons);
        if (flows.isOverflown()) reasons.add("too many connections: those after the first 100,000 left out");
        if (!unknownLinks.isEmpty()) reasons.add("packets of unknown link types left out: " + unknownLinks);
        return sessions;
    }

    private static void tell(int connections, String what, List<String> reasons) {
        if (connections > 0)
            reasons.add(connections + (connections == 1 ? " connection " : " connections ") + what + " left out");
    }

    private void leaveOut(Connection connection) {
        Opening client = Opening.of(file, connection.fromClient());
        Opening server = Opening.of(file, connection.fromServer());
        Protocol.foreign(client, server, connection.server().port()).ifPresent(protocol -> {
            SourceText shown = (server.isEmpty() ? client : server).line();
            List<ForeignSpeech> left = foreign.computeIfAbsent(protocol, p -> new ArrayList<>());
            if (left.isEmpty()) lines.add(shown.start(), shown.end());
            left.add(new ForeignSpeech(protocol, shown.span()));
        });
    }

    /** The first connection of each protocol shows it. */
    private List<Remark> remarks() {
        return foreign.values().stream()
                .map(left -> Remark.foreign(left.get(0), left.size()))
                .toList();
    }
}
