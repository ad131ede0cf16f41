package smtplint.analyzer.dialect;

import java.util.Set;
import smtplint.analyzer.source.Evidence;

/** The form in which one program writes down what was said: one class per dialect, and all there is to know of it. */
public abstract class Dialect {
    private final String name;
    private final String recordedBy;
    private final Set<Evidence> preserves;
    private final String hides;
    private final String example;

    /**
     * @param recordedBy how to make the program write such a recording
     * @param preserves what a recording keeps, before refinement by session
     * @param hides what a recording leaves out or changes, in words
     * @param example a short recording, our own
     */
    Dialect(String name, String recordedBy, Set<Evidence> preserves, String hides, String example) {
        this.name = name;
        this.recordedBy = recordedBy;
        this.preserves = Set.copyOf(preserves);
        this.hides = hides;
        this.example = example;
    }

    public final String name() {
        return name;
    }

    public final String recordedBy() {
        return recordedBy;
    }

    public final Set<Evidence> preserves() {
        return preserves;
    }

    public final String hides() {
        return hides;
    }

    public final String example() {
        return example;
    }

    /** True for a log of events, in which nobody speaks. */
    boolean isLog() {
        return false;
    }

    /**
     * False where a line of the dialogue may be put together from lines of the file that lie far apart: then the file
     * must be read whole.
     */
    boolean streams() {
        return true;
    }

    /** True where a message quotes what was said, and is judged too. */
    boolean isQuoted() {
        return false;
    }

    /** True for the log of a server, which is cut off and moved away while it is written: its last line may be half a line. */
    boolean isRotated() {
        return false;
    }

    /** How well the head of a file fits. */
    abstract Fit fit(Head head);

    /** A reader for the lines of one file; what it finds goes into the sessions. */
    abstract LineReader reader(Head head, Sessions sessions);

    @Override
    public final String toString() {
        return name;
    }
}
