package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.model.Charsets;
import smtplint.analyzer.source.SourceText;

/** Which probes a body needs, by its type and fields. Most need none, and are passed over faster. */
final class OctetProbes {
    private static final OctetProbe[] NONE = {};

    private OctetProbes() {}

    /**
     * What is known of a body before it is read.
     *
     * @param inMultipart the part of a multipart, so that a cid: URL may name another part
     * @param hasDigest its fields have a Content-MD5
     */
    record Subject(String type, String charset, String encoding, boolean inMultipart, boolean hasDigest) {
        private boolean isText() {
            return type.startsWith("text/");
        }
    }

    static OctetProbe[] of(Subject subject, SourceText body, BodyFacts facts) {
        List<OctetProbe> probes = new ArrayList<>(0);
        if (subject.isText()) {
            if (subject.encoding().equals("base64")) probes.add(new LineProbe(body, facts));
            if (subject.inMultipart() && subject.type().equals("text/html")) probes.add(new HtmlProbe(body, facts));
            if (subject.type().equals("text/calendar")) probes.add(new CalendarProbe(body, facts));
            if (Ascii.lower(subject.charset()).startsWith("iso-8859-")) probes.add(new C1Probe(body, facts));
            Charsets.multibyteDecoder(subject.charset())
                    .ifPresent(decoder -> probes.add(new CharsetProbe(body, facts, decoder)));
        }
        if (subject.hasDigest()) probes.add(new DigestProbe(facts, subject.isText()));
        return probes.isEmpty() ? NONE : probes.toArray(OctetProbe[]::new);
    }

    /** Octets of the C1 range. */
    private record C1Probe(SourceText body, BodyFacts facts) implements OctetProbe {
        @Override
        public void look(byte octet, int at) {
            if (octet < (byte) 0xA0) DecodedOctets.mark(facts.c1Octets, body, at);
        }
    }

    /** Lines of decoded text: how long, and how they end. */
    private static final class LineProbe implements OctetProbe {
        private final SourceText body;
        private final BodyFacts facts;
        private int length;
        private byte last;

        private LineProbe(SourceText body, BodyFacts facts) {
            this.body = body;
            this.facts = facts;
        }

        @Override
        public void look(byte octet, int at) {
            if (octet == '\n') {
                if (last != '\r') DecodedOctets.mark(facts.bareLineFeeds, body, at);
                length = 0;
            } else {
                length++;
                if (length > facts.longestDecodedLine) facts.longestDecodedLine = length;
                if (octet >= 0 && octet < ' ' && octet != '\t' && octet != '\r' || octet == 127)
                    facts.decodedControls = true;
            }
            last = octet;
        }
    }
}
