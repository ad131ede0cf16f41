package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/**
 * The octets of each direction in a file of its own, and nothing else: tcpflow without -c, Zeek's contents, socat -r and
 * -R, test suites.
 *
 * @param exact lines end as they did on the wire
 */
record RawStreams(boolean exact) implements OneSided {
    static final String NAME = "raw-streams";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Evidence> preservesTogether() {
        Set<Evidence> lines = Set.of(Evidence.LINES, Evidence.BOTH, Evidence.MESSAGE, Evidence.STUFFED);
        return exact ? Set.of(Evidence.LINES, Evidence.BOTH, Evidence.MESSAGE, Evidence.STUFFED, Evidence.WIRE) : lines;
    }

    /** Commands begin with one, replies with a greeting and hold nothing else. */
    @Override
    public Optional<Kind> side(Head head) {
        List<SourceText> lines = head.lines();
        if (lines.isEmpty()) return Optional.empty();
        if (WireLine.isCommand(lines.get(0))) return Optional.of(Kind.CLIENT);
        if (!LineShape.isGreeting(lines.get(0))) return Optional.empty();
        int replies = 0;
        while (replies < lines.size() && LineShape.replyCode(lines.get(replies)) > 0) replies++;
        boolean cut = replies == lines.size() - 1 && replies > 0;
        boolean encrypted = replies < lines.size() && isTls(lines.get(replies));
        return replies == lines.size() || cut || encrypted ? Optional.of(Kind.SERVER) : Optional.empty();
    }

    /** True where a record of TLS begins: a handshake (RFC 8446 §5.1). */
    static boolean isTls(SourceText line) {
        return line.length() > 1 && line.at(line.start()) == 0x16 && line.at(line.start() + 1) == 3;
    }

    @Override
    public boolean isTimed() {
        return false;
    }

    @Override
    public long time(SourceText line) {
        return -1;
    }

    @Override
    public SourceText said(SourceText line) {
        return line;
    }
}
