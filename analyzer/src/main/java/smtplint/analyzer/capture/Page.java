package smtplint.analyzer.capture;

import smtplint.analyzer.dialect.Excerpt;
import smtplint.analyzer.source.SourceText;

/**
 * Takes the lines of dialogues, in the order in which they were said: in the file packets may stand in another. Each has
 * the number of the packet that brought it.
 */
final class Page {
    private final Excerpt excerpt = new Excerpt();
    private final boolean shared;

    /** @param shared by all sessions of a file */
    Page(boolean shared) {
        this.shared = shared;
    }

    /** The one for another session. */
    Page another() {
        return shared ? this : new Page(false);
    }

    /** Takes a line, or the part of one that a piece holds from one place to another. */
    SourceText add(Piece piece, int from, int to) {
        long offset = piece.offset() + from - piece.place();
        int at = excerpt.copy(piece.bytes(), from, to, offset, piece.packet());
        return excerpt.soFar().slice(at, at + to - from);
    }

    Excerpt excerpt() {
        return excerpt;
    }
}
