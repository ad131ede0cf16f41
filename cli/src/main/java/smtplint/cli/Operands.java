package smtplint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.rules.Spelling;
import smtplint.cli.input.Input;
import smtplint.cli.input.InputReader;
import smtplint.cli.input.Inputs;

/** The paths to read: those given, those listed in a file, or the current directory. */
record Operands(List<String> paths, String stdinName) {
    Operands {
        paths = List.copyOf(paths);
    }

    static Operands of(Arguments arguments, Shell shell) throws UsageError {
        List<String> paths = new ArrayList<>(arguments.operands());
        if (!paths.isEmpty()) refuseMisspeltCommand(paths.get(0));
        for (String list : arguments.all("--files-from")) paths.addAll(listed(list, shell));
        if (paths.isEmpty() && !arguments.has("--files-from")) paths.add(".");
        return new Operands(paths, arguments.last("--stdin-filename").orElse("-"));
    }

    /** Reads what the paths lead to, and hands on what there is to judge. */
    void read(InputReader reader, InputReader.Sink sink) {
        Inputs.Visitor visitor = new Inputs.Visitor() {
            @Override
            public void file(Input input) {
                reader.read(input, sink);
            }

            @Override
            public void pair(Input first, Input second) {
                reader.readPair(first, second, sink);
            }
        };
        new Inputs(stdinName, visitor).visit(paths);
    }

    /** {@code smtplint explian} means no file. */
    private static void refuseMisspeltCommand(String word) throws UsageError {
        if (word.equals("-") || word.indexOf('/') >= 0 || word.indexOf('.') >= 0) return;
        try {
            if (Files.exists(Path.of(word))) return;
        } catch (InvalidPathException noPath) {
            return;
        }
        List<String> resembling = Spelling.closest(word, Command.words());
        if (!resembling.isEmpty()) throw UsageError.unknown("command", word, resembling);
    }

    private static List<String> listed(String file, Shell shell) throws UsageError {
        try {
            byte[] bytes = file.equals("-") ? shell.in().readAllBytes() : Files.readAllBytes(Path.of(file));
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException | InvalidPathException unreadable) {
            throw new UsageError("cannot read the list of files " + file + ": " + unreadable.getMessage());
        }
    }
}
