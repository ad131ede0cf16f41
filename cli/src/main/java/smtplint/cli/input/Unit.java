package smtplint.cli.input;

import java.util.Optional;

/**
 * What is judged by itself: the bytes of a whole file, those of one message of an mbox, or a session of a transcript that
 * is too large to keep.
 *
 * @param byteBase bytes of the file before it
 * @param lineBase lines of the file before it
 * @param number of the message in its mbox, from 1; 0 for a whole file
 */
public record Unit(byte[] bytes, long byteBase, long lineBase, int number, Optional<Streamed> streamed) {
    public Unit(byte[] bytes, long byteBase, long lineBase, int number) {
        this(bytes, byteBase, lineBase, number, Optional.empty());
    }

    static Unit of(Streamed streamed) {
        return new Unit(new byte[0], 0, 0, 0, Optional.of(streamed));
    }

    /** Bytes of the file that it stands for. */
    public long size() {
        return streamed.isPresent() ? streamed.get().consumed() : bytes.length;
    }
}
