package smtplint.lsp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/** The documents that the client has open, in their newest state. */
final class OpenDocuments {
    private final Map<String, OpenDocument> byUri = new ConcurrentHashMap<>();
    private final AtomicLong serials = new AtomicLong();

    void open(String uri, String languageId, int version, String content) {
        EditorText text = EditorText.of(content);
        byUri.put(uri, new OpenDocument(uri, languageId, version, serials.incrementAndGet(), text, text));
    }

    void change(String uri, int version, List<TextDocumentContentChangeEvent> changes, Encoding encoding) {
        byUri.computeIfPresent(uri, (key, document) -> {
            EditorText text = document.text();
            for (TextDocumentContentChangeEvent change : changes) {
                text = change.getRange() == null
                        ? EditorText.of(change.getText())
                        : text.replace(change.getRange(), change.getText(), encoding);
            }
            return document.with(version, serials.incrementAndGet(), text, document.saved());
        });
    }

    void save(String uri) {
        byUri.computeIfPresent(
                uri,
                (key, document) ->
                        document.with(document.version(), serials.incrementAndGet(), document.text(), document.text()));
    }

    void close(String uri) {
        byUri.remove(uri);
    }

    /** Settings changed: every document is to be judged anew. */
    void renew() {
        byUri.replaceAll((uri, document) ->
                document.with(document.version(), serials.incrementAndGet(), document.text(), document.saved()));
    }

    Optional<OpenDocument> find(String uri) {
        return Optional.ofNullable(byUri.get(uri));
    }

    List<String> uris() {
        return List.copyOf(byUri.keySet());
    }
}
