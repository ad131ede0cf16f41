package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.Span;

/**
 * What was noticed while content streamed past, once, so that memory does not grow with attachments. Filled by syntax,
 * read only afterwards.
 */
public final class ContentFacts {
    public final Occurrences eightBit = new Occurrences();
    public final Occurrences nul = new Occurrences();
    /** Controls other than HT, CR, LF and NUL. */
    public final Occurrences controls = new Occurrences();

    public final Occurrences bareCr = new Occurrences();
    public final Occurrences bareLf = new Occurrences();
    /** Lines over 998 octets, line end and stuffed dot not counted (RFC 5322 §2.1.1). */
    public final Occurrences longLines = new Occurrences();
    /** Lines that begin with a single dot and go on (RFC 5321 §4.5.2); only where dots are shown as sent. */
    public final Occurrences unstuffedDots = new Occurrences();
    /** Lines that begin with two dots. */
    public final Occurrences doubledDots = new Occurrences();

    /** The first few lone dots that are not the end, where line ends are shown; {@link #fakeEndsTotal} counts all. */
    public final List<FakeEnd> fakeEnds = new ArrayList<>(0);

    public int fakeEndsTotal;

    public long octets;
    public int lines;
    public int longestLine;
    /** The last line, empty when there is none. */
    public Span lastLine = Span.at(0);

    /** The last line is only a dot: of a chunk, for in DATA it ends the content. */
    public boolean endsWithLoneDot;

    public LineEnding lastEnding = LineEnding.UNKNOWN;
    /** The last line has a line end. */
    public boolean endsWithLineEnd;

    /** Line ends of every kind were seen, and CRLF is not the only one. */
    public int crlfLines;

    /** Something was met that content should not have. */
    public boolean isOdd() {
        return eightBit.any()
                || nul.any()
                || controls.any()
                || bareCr.any()
                || bareLf.any()
                || longLines.any()
                || unstuffedDots.any()
                || doubledDots.any()
                || fakeEndsTotal > 0;
    }
}
