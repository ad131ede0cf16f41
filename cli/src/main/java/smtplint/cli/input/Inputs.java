package smtplint.cli.input;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the files behind the paths that the user gave: folders are walked in the order of their names. */
public final class Inputs {
    private final String stdinName;
    private final Consumer<Input> visitor;

    public Inputs(String stdinName, Consumer<Input> visitor) {
        this.stdinName = stdinName;
        this.visitor = visitor;
    }

    public void visit(String operand) {
        if (operand.equals("-")) {
            visitor.accept(new Input(stdinName, Optional.empty(), 0, false, Optional.empty()));
            return;
        }
        Path path;
        try {
            path = Path.of(operand);
        } catch (InvalidPathException impossible) {
            visitor.accept(Input.unreadable(operand, "no such file or folder"));
            return;
        }
        if (Files.isDirectory(path)) folder(path, operand.equals(".") ? "" : withSlash(operand));
        else if (Files.exists(path)) file(path, operand, false);
        else visitor.accept(Input.unreadable(operand, "no such file or folder"));
    }

    private static String withSlash(String operand) {
        return operand.endsWith("/") ? operand : operand + "/";
    }

    private void folder(Path folder, String prefix) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path entry : found) entries.add(entry);
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            visitor.accept(Input.unreadable(prefix.isEmpty() ? "." : prefix, reason(unreadable)));
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
        try {
            long size = Files.isRegularFile(path) ? Files.size(path) : 0;
            visitor.accept(new Input(shown, Optional.of(path), size, found, Optional.empty()));
        } catch (IOException unreadable) {
            visitor.accept(Input.unreadable(shown, reason(unreadable)));
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
