package smtplint.lsp;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the bytes behind a document that is not modified. Editors decode a file and may unify its line ends; only when
 * the bytes, so treated, give the very text that the client has are they taken for its document.
 */
final class DiskText {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private static final int LARGEST_SIBLING = 16 << 20;

    private DiskText() {}

    /** The file's bytes, when the URI names a regular file that reads as the client's text. */
    static Optional<AnalysedText> behind(String uri, EditorText client) {
        return onDisk(uri, path -> octets(path, largest(client)).flatMap(disk -> matching(disk, client)));
    }

    /** The bytes of a file in the same folder; empty where there is none that can be read and kept. */
    static Optional<byte[]> beside(String uri, String name) {
        return onDisk(uri, path -> octets(path.resolveSibling(name), LARGEST_SIBLING));
    }

    private interface Reading<T> {
        Optional<T> of(Path path) throws IOException;
    }

    /** What is read of a file on disk; empty where the URI names none, or it can't be read and kept. */
    private static <T> Optional<T> onDisk(String uri, Reading<T> reading) {
        try {
            URI parsed = URI.create(uri);
            return "file".equalsIgnoreCase(parsed.getScheme()) ? reading.of(Path.of(parsed)) : Optional.empty();
        } catch (IOException
                | IllegalArgumentException
                | FileSystemNotFoundException
                | SecurityException
                | OutOfMemoryError unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> octets(Path path, long largest) throws IOException {
        boolean fits = Files.isRegularFile(path) && Files.size(path) <= largest;
        return fits ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }

    /** No file that is larger can have this text: a line end has at most two bytes there, a character no more. */
    private static long largest(EditorText client) {
        return 2L * client.bytes().length + BYTE_ORDER_MARK.length;
    }

    static Optional<AnalysedText> matching(byte[] disk, EditorText client) {
        int first = startsWithMark(disk) && !startsWithMark(client.bytes()) ? BYTE_ORDER_MARK.length : 0;
        LineStarts lines = LineStarts.of(disk, first);
        if (lines.count() != client.lines().count()) return Optional.empty();
        for (Decoding decoding : List.of(Decoding.UTF_8, Decoding.LATIN_1, Decoding.WINDOWS_1252))
            if (reads(disk, lines, decoding, client)) return Optional.of(new AnalysedText(disk, lines, decoding, true));
        return Optional.empty();
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
    }

    private static boolean reads(byte[] disk, LineStarts lines, Decoding decoding, EditorText client) {
        for (int line = 0; line < lines.count(); line++) {
            int from = lines.start(line);
            int to = lines.contentEnd(line, disk);
            int clientFrom = client.lines().start(line);
            int clientTo = client.lines().contentEnd(line, client.bytes());
            boolean same =
                    decoding == Decoding.UTF_8 && Arrays.equals(disk, from, to, client.bytes(), clientFrom, clientTo);
            if (!same && !readsLine(disk, from, to, decoding, client.bytes(), clientFrom, clientTo)) return false;
        }
        return true;
    }

    private static boolean readsLine(
            byte[] disk, int from, int to, Decoding decoding, byte[] client, int clientFrom, int clientTo) {
        int at = from;
        int clientAt = clientFrom;
        while (at < to && clientAt < clientTo) {
            long step = decoding.next(disk, at, to);
            long seen = Utf8.next(client, clientAt, clientTo);
            if (Decoding.codePoint(step) != Decoding.codePoint(seen)) return false;
            at += Decoding.length(step);
            clientAt += Decoding.length(seen);
        }
        return at == to && clientAt == clientTo;
    }
}
