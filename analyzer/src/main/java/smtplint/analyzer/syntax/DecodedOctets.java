package smtplint.analyzer.syntax;

import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.model.Occurrences;
import smtplint.analyzer.source.SourceText;

/** Looks at octets as a transfer encoding gives them, one by one, with the place in the input that they came from. */
final class DecodedOctets {
    private final SourceText text;
    private final BodyFacts facts;
    private final boolean utf8;
    private final Utf8Check check = new Utf8Check();
    private final OctetProbe[] probes;
    private boolean inRun;
    private int runAt;

    DecodedOctets(SourceText text, BodyFacts facts, boolean utf8, OctetProbe[] probes) {
        this.probes = probes;
        this.text = text;
        this.facts = facts;
        this.utf8 = utf8;
    }

    /** True when every octet must be shown, whatever else is known of the body. */
    boolean isProbed() {
        return probes.length > 0;
    }

    void look(byte octet, int at) {
        for (OctetProbe probe : probes) probe.look(octet, at);
        if (octet >= 0 && !inRun) return;
        if (octet < 0 && !inRun) {
            mark(facts.decodedEightBit, text, at);
            runAt = at;
        }
        inRun = octet < 0;
        if (utf8 && !check.accepts(octet)) mark(facts.invalidUtf8, text, inRun ? at : runAt);
    }

    void end(int at) {
        for (OctetProbe probe : probes) probe.end(at);
        if (utf8 && !check.isComplete() && at > text.start()) mark(facts.invalidUtf8, text, at - 1);
    }

    static void mark(Occurrences occurrences, SourceText text, int at) {
        // In quoted-printable the octet is three characters.
        boolean escaped = text.at(at) == '=' && at + 3 <= text.end();
        occurrences.add(text, at, escaped ? at + 3 : at + 1);
    }
}
