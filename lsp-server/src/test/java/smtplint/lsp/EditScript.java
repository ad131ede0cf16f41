package smtplint.lsp;

import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/** Edits as a client sends them. */
final class EditScript {
    private EditScript() {}

    static List<TextDocumentContentChangeEvent> insert(int line, int character, String text) {
        Position place = new Position(line, character);
        return List.of(new TextDocumentContentChangeEvent(new Range(place, place), text));
    }

    static List<TextDocumentContentChangeEvent> delete(int line, int from, int to) {
        Range range = new Range(new Position(line, from), new Position(line, to));
        return List.of(new TextDocumentContentChangeEvent(range, ""));
    }
}
