package smtplint.analyzer.dialect;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/** A form in which programs write what the two sides said into a file each. */
interface OneSided {

    String name();

    /** What the two files keep together, but for the order of their lines. */
    Set<Evidence> preservesTogether();

    /** The side whose words such a file holds; empty for any other file. */
    Optional<Kind> side(Head head);

    /** True when lines carry times, by which those of the two files are put in order. */
    boolean isTimed();

    /** The time of a line, -1 for one without. */
    long time(SourceText line);

    /** What a line says. */
    SourceText said(SourceText line);
}
