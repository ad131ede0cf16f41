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
    private boolean inRun;
    private int runAt;

    DecodedOctets(SourceText text, BodyFacts facts, boolean utf8) {
        this.text = text;
        this.facts = facts;
        this.utf8 = utf8;
    }

    void look(byte octet, int at) {
        if (octet >= 0 && !inRun) return;
        if (octet < 0 && !inRun) {
            mark(facts.decodedEightBit, at);
            runAt = at;
        }
        inRun = octet < 0;
        if (utf8 && !check.accepts(octet)) mark(facts.invalidUtf8, inRun ? at : runAt);
    }

    void end(int at) {
        if (utf8 && !check.isComplete() && at > text.start()) mark(facts.invalidUtf8, at - 1);
    }

    private void mark(Occurrences occurrences, int at) {
        if (occurrences.keeps()) occurrences.add(text.span(at, at + 1));
        else occurrences.count();
    }
}
