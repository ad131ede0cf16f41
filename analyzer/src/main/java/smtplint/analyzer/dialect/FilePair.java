package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Optional;

/**
 * The names of two files that may hold a side each of what was said. Which side a file holds its content tells, and
 * whether the two belong together at all: a name is only a reason to look.
 *
 * @param first of the two in which a time stands, it goes before the other: what a program reads comes before its answer
 */
public record FilePair(String first, String second) {

    private record Endings(String first, String second) {}

    private static final List<Endings> ENDINGS = List.of(
            // Dovecot's rawlog: what Dovecot read and what it wrote. Test suites call commands and replies so, too.
            new Endings(".in", ".out"),
            // Zeek's contents of a connection, by who opened it.
            new Endings("_orig.dat", "_resp.dat"),
            new Endings("_orig", "_resp"),
            // What people call the files of socat -r and -R, and of recorders of their own.
            new Endings(".client", ".server"),
            new Endings(".c2s", ".s2c"));

    /** The pair that a file of this name is one half of. */
    public static Optional<FilePair> of(String name) {
        for (Endings endings : ENDINGS) {
            if (name.endsWith(endings.first())) {
                String stem = name.substring(0, name.length() - endings.first().length());
                return Optional.of(new FilePair(name, stem + endings.second()));
            }
            if (name.endsWith(endings.second())) {
                String stem = name.substring(0, name.length() - endings.second().length());
                return Optional.of(new FilePair(stem + endings.first(), name));
            }
        }
        return TcpflowName.other(name)
                .map(other -> name.compareTo(other) < 0 ? new FilePair(name, other) : new FilePair(other, name));
    }

    /** The other one of the two. */
    public String sibling(String name) {
        return name.equals(first) ? second : first;
    }
}
