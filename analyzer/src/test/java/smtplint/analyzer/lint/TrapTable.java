package smtplint.analyzer.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The recordings in traps/, a file for each trap. A row is a heading with the dialect in brackets, the recording, what is
 * read of it, and faults to plant: {@code old => new}, where quotation marks stand around what must be found.
 */
final class TrapTable {
    private static final Path FOLDER = Path.of("src/test/resources/traps");
    private static final String HEADING = "@@ ";
    private static final String READ = "-- read";
    private static final String FAULT = "-- fault ";

    private TrapTable() {}

    /** @param rules that find it: the first where it is marked, others beside it */
    record Fault(List<String> rules, String old, String planted) {
        String in(String text) {
            int at = text.indexOf(symbols(old));
            if (at < 0) throw new IllegalStateException("nothing to plant a fault in: " + old);
            return text.substring(0, at)
                    + symbols(planted)
                    + text.substring(at + symbols(old).length());
        }
    }

    record Row(Path file, String heading, List<String> lines, List<String> read, List<Fault> faults) {
        String dialect() {
            return heading.substring(heading.lastIndexOf('(') + 1, heading.lastIndexOf(')'));
        }

        String text() {
            return symbols(String.join("\n", lines) + "\n");
        }

        Row with(List<String> nowRead) {
            return new Row(file, heading, lines, nowRead, faults);
        }

        private Stream<String> print() {
            Stream<String> planted = faults.stream()
                    .flatMap(fault ->
                            Stream.of(FAULT + String.join(" ", fault.rules()), fault.old() + " => " + fault.planted()));
            return Stream.of(Stream.of(HEADING + heading), lines.stream(), Stream.of(READ), read.stream(), planted)
                    .flatMap(part -> part);
        }

        @Override
        public String toString() {
            return file.getFileName() + ": " + heading;
        }
    }

    static List<Row> rows() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Row> rows = new ArrayList<>();
            for (Path file : files.sorted().toList()) rows.addAll(rows(file));
            return rows;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Row> rows(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); ) {
            if (!lines.get(i).startsWith(HEADING)) {
                i++;
                continue;
            }
            int end = i + 1;
            while (end < lines.size() && !lines.get(end).startsWith(HEADING)) end++;
            rows.add(row(file, lines.subList(i, end)));
            i = end;
        }
        return rows;
    }

    private static Row row(Path file, List<String> lines) {
        List<String> recording = new ArrayList<>();
        List<String> read = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        List<String> part = recording;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FAULT)) {
                String[] planted = lines.get(++i).split(" => ", 2);
                List<String> rules = List.of(line.substring(FAULT.length()).split(" "));
                faults.add(new Fault(rules, planted[0], planted[1]));
            } else if (line.equals(READ)) {
                part = read;
            } else {
                part.add(line);
            }
        }
        while (!read.isEmpty() && read.get(read.size() - 1).isEmpty()) read.remove(read.size() - 1);
        return new Row(file, lines.get(0).substring(HEADING.length()), recording, read, faults);
    }

    /** Writes the file of these rows again; what stands before the first row stays. */
    static void write(Path file, List<Row> rows) throws IOException {
        String before = Files.readAllLines(file).stream()
                .takeWhile(line -> !line.startsWith(HEADING))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        String body = rows.stream()
                .map(row -> row.print().map(line -> line + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        Files.writeString(file, before + body);
    }

    /** Visible symbols stand for octets that a table cannot hold; a line that ends in ␄ goes on without a line end. */
    private static String symbols(String text) {
        return text.replace("␄\n", "")
                .replace('␍', '\r')
                .replace('␊', '\n')
                .replace('␉', '\t')
                .replace('␀', '\0')
                .replace('␈', '\b')
                .replace('␛', '\u001b')
                .replace('␠', ' ');
    }
}
