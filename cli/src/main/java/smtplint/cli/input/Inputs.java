package smtplint.cli.input;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.FilePair;

/** Finds the files behind the paths that the user gave: folders are walked in the order of their names. */
public final class Inputs {
    private final String stdinName;
    private final Visitor visitor;
    /** Files that the user named. */
    private final Set<Path> named = new HashSet<>();
    /** Halves of pairs that were visited with the other one. */
    private final Set<Path> paired = new HashSet<>();

    /** Takes what is found. */
    public interface Visitor {
        void file(Input input);

        /** Two files whose names say that each holds one side of a session. */
        void pair(Input first, Input second);
    }

    public Inputs(String stdinName, Visitor visitor) {
        this.stdinName = stdinName;
        this.visitor = visitor;
    }

    public void visit(List<String> operands) {
        for (String operand : operands) path(operand).ifPresent(path -> named.add(key(path)));
        operands.forEach(this::visit);
    }

    private static Optional<Path> path(String operand) {
        try {
            return operand.equals("-") ? Optional.empty() : Optional.of(Path.of(operand));
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private void visit(String operand) {
        if (operand.equals("-")) {
            visitor.file(new Input(stdinName, Optional.empty(), 0, false, false, Optional.empty()));
            return;
        }
        Optional<Path> path = path(operand).filter(Files::exists);
        if (path.isEmpty()) visitor.file(Input.unreadable(operand, "no such file or folder"));
        else if (Files.isDirectory(path.get())) folder(path.get(), operand.equals(".") ? "" : withSlash(operand));
        else file(path.get(), operand, false);
    }

    private static String withSlash(String operand) {
        return operand.endsWith("/") ? operand : operand + "/";
    }

    private void folder(Path folder, String prefix) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path entry : found) entries.add(entry);
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            visitor.file(Input.unreadable(prefix.isEmpty() ? "." : prefix, reason(unreadable)));
            return;
        }
        entries.sort(null);
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            // A link to a folder may lead back up: it is followed only when named.
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                if (!isHidden(entry, name) && !isUnfinished(folder, name)) folder(entry, prefix + name + "/");
            } else if (Files.isRegularFile(entry)) {
                file(entry, prefix + name, true);
            }
        }
    }

    /** A Maildir++ subfolder begins with a dot too, and holds mail. */
    private static boolean isHidden(Path folder, String name) {
        return name.startsWith(".") && !Files.isDirectory(folder.resolve("cur"));
    }

    /** The folder tmp of a Maildir holds what is still being written. */
    private static boolean isUnfinished(Path parent, String name) {
        return name.equals("tmp")
                && Files.isDirectory(parent.resolve("cur"))
                && Files.isDirectory(parent.resolve("new"));
    }

    private void file(Path path, String shown, boolean found) {
        if (paired.remove(key(path))) return;
        String name = String.valueOf(path.getFileName());
        Optional<FilePair> pair = FilePair.of(name);
        Optional<Path> sibling =
                pair.map(p -> path.resolveSibling(p.sibling(name))).filter(Files::isRegularFile);
        Input input = input(path, shown, found, false);
        if (sibling.isEmpty() || input.problem().isPresent()) {
            visitor.file(input);
            return;
        }
        boolean asked = found || named.contains(key(sibling.get()));
        if (asked) paired.add(key(sibling.get()));
        String other = shown.substring(0, shown.length() - name.length())
                + sibling.get().getFileName();
        Input beside = input(sibling.get(), other, found, !asked);
        if (beside.problem().isPresent() && !asked) {
            visitor.file(input);
            return;
        }
        if (pair.get().first().equals(name)) visitor.pair(input, beside);
        else visitor.pair(beside, input);
    }

    private static Input input(Path path, String shown, boolean found, boolean beside) {
        try {
            long size = Files.isRegularFile(path) ? Files.size(path) : 0;
            return new Input(shown, Optional.of(path), size, found, beside, Optional.empty());
        } catch (IOException unreadable) {
            return Input.unreadable(shown, reason(unreadable));
        }
    }

    static String reason(Exception failure) {
        if (failure instanceof java.nio.file.AccessDeniedException) return "permission denied";
        if (failure instanceof java.nio.file.NoSuchFileException) return "no such file or folder";
        if (failure instanceof java.io.EOFException) return "ends too early";
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
