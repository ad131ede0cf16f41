package smtplint.analyzer.syntax;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.model.ContentFacts;
import smtplint.analyzer.model.Occurrences;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.source.TextAssembler;

/** Notes what passes in content, line by line, and puts the message together without stuffed dots. */
final class ContentReader {
    /** RFC 5322 §2.1.1. */
    private static final int LONGEST_LINE = 998;

    private final boolean stuffed;
    private final boolean wire;
    private final ContentFacts facts = new ContentFacts();
    private final TextAssembler message;
    private final FakeEnds fakeEnds = new FakeEnds(facts);

    /** @param message takes the text; that of a chunk goes on after that of the chunk before */
    ContentReader(Set<Evidence> evidence, boolean stuffed, TextAssembler message) {
        this.stuffed = stuffed && evidence.contains(Evidence.STUFFED);
        this.wire = evidence.contains(Evidence.WIRE);
        this.message = message;
    }

    static int expectedLength(List<TranscriptLine> lines) {
        int length = 0;
        for (TranscriptLine line : lines) length += line.content().length() + 2;
        return length;
    }

    ContentFacts facts() {
        return facts;
    }

    void read(List<TranscriptLine> lines) {
        for (TranscriptLine line : lines) line(line);
        fakeEnds.finish();
    }

    private void line(TranscriptLine line) {
        SourceText content = line.content();
        if (wire) fakeEnds.line(content, line.ending());
        int from = dots(content);
        octets(content, from);
        message.copy(content, from, content.end());
        int length = content.end() - from;
        facts.lines++;
        facts.longestLine = Math.max(facts.longestLine, length);
        if (length > LONGEST_LINE) facts.longLines.add(content.span(from, content.end()));
        facts.octets += length;
        ending(line);
    }

    /** Returns the offset after a stuffed dot. The server removes a leading dot whatever follows (RFC 5321 §4.5.2). */
    private int dots(SourceText content) {
        int start = content.start();
        if (content.isEmpty() || content.at(start) != '.') return start;
        boolean doubled = content.length() > 1 && content.at(start + 1) == '.';
        if (doubled) facts.doubledDots.add(content.span(start, start + 2));
        if (!stuffed) return start;
        if (!doubled) facts.unstuffedDots.add(content.span(start, start + 1));
        return start + 1;
    }

    private void octets(SourceText content, int from) {
        byte[] bytes = content.buffer();
        int end = content.end();
        for (int i = from; i < end; i++) if (bytes[i] < ' ' || bytes[i] == 127) odd(content, i);
    }

    /** An octet above ASCII or a control. */
    private void odd(SourceText content, int at) {
        int octet = content.at(at);
        if (octet == '\t') return;
        if (octet > 127) eightBit(content, at);
        else if (octet == 0) note(facts.nul, content, at);
        else if (octet == '\n') bareLf(content, at);
        else if (octet == '\r') bareCr(content, at);
        else note(facts.controls, content, at);
    }

    /** Octets that follow each other are one place: a character, or several. */
    private void eightBit(SourceText content, int at) {
        if (at > content.start() && content.at(at - 1) > 127) return;
        int end = at + 1;
        while (end < content.end() && content.at(end) > 127) end++;
        facts.eightBit.add(content, at, end);
    }

    private void bareLf(SourceText content, int at) {
        boolean afterCr = at > content.start() && content.at(at - 1) == '\r';
        if (wire && !afterCr) note(facts.bareLf, content, at);
    }

    private void bareCr(SourceText content, int at) {
        boolean beforeLf = at + 1 < content.end() && content.at(at + 1) == '\n';
        if (wire && !beforeLf) note(facts.bareCr, content, at);
    }

    private static void note(Occurrences where, SourceText content, int at) {
        where.add(content, at, at + 1);
    }

    private void ending(TranscriptLine line) {
        SourceText content = line.content();
        int end = content.end();
        facts.endsWithLineEnd = line.ending() != LineEnding.NONE;
        facts.lastEnding = line.ending();
        facts.lastLine = content.span();
        facts.endsWithLoneDot = content.length() == 1 && content.at(content.start()) == '.';
        String octets = switch (line.ending()) {
            case CRLF, UNKNOWN -> "\r\n";
            case LF -> "\n";
            case CR -> "\r";
            case NONE -> "";
        };
        if (line.ending() == LineEnding.CRLF) facts.crlfLines++;
        if (wire && line.ending() == LineEnding.LF)
            facts.bareLf.add(ending(line, content.span().end()));
        if (wire && line.ending() == LineEnding.CR)
            facts.bareCr.add(ending(line, content.span().end()));
        facts.octets += octets.length();
        append(content, end, octets);
    }

    /** Where the line end is written, if the input shows it in the line. */
    private static Span ending(TranscriptLine line, int end) {
        return new Span(end, Math.max(end, line.span().end()));
    }

    /** Line ends that the input shows keep their place. */
    private void append(SourceText content, int end, String octets) {
        if (octets.isEmpty()) return;
        byte[] bytes = content.buffer();
        boolean shown = content.isInPlace() && end + octets.length() <= bytes.length;
        for (int i = 0; shown && i < octets.length(); i++) shown = bytes[end + i] == octets.charAt(i);
        if (shown) message.copy(content, end, end + octets.length());
        else message.addUnseen(octets, content.span(end, end).start());
    }
}
