package smtplint.lsp;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.FoldingRangeCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;

/**
 * What the client can take.
 *
 * @param pulls it asks for diagnostics; then none are pushed
 * @param refreshes it can be told to ask for diagnostics again
 * @param markdown hovers may be Markdown
 * @param symbolTrees document symbols may have children
 * @param foldingLimit how many ranges it wants at most
 * @param wantsStatus it sent initialization options, so it knows this server and its smtplint/status
 */
record ClientTraits(
        Encoding encoding,
        boolean pulls,
        boolean refreshes,
        boolean markdown,
        boolean symbolTrees,
        int foldingLimit,
        boolean wantsStatus) {

    static ClientTraits of(InitializeParams params) {
        Optional<ClientCapabilities> all = Optional.ofNullable(params.getCapabilities());
        Optional<TextDocumentClientCapabilities> text = all.map(ClientCapabilities::getTextDocument);
        List<String> encodings = all.map(ClientCapabilities::getGeneral)
                .map(g -> g.getPositionEncodings())
                .orElse(List.of());
        return new ClientTraits(
                Encoding.negotiate(encodings),
                text.map(TextDocumentClientCapabilities::getDiagnostic).isPresent(),
                all.map(ClientCapabilities::getWorkspace)
                        .map(w -> w.getDiagnostics())
                        .map(d -> d.getRefreshSupport())
                        .orElse(false),
                text.map(TextDocumentClientCapabilities::getHover)
                        .map(h -> h.getContentFormat())
                        .filter(formats -> formats.contains(MarkupKind.MARKDOWN))
                        .isPresent(),
                text.map(TextDocumentClientCapabilities::getDocumentSymbol)
                        .map(s -> s.getHierarchicalDocumentSymbolSupport())
                        .orElse(false),
                text.map(TextDocumentClientCapabilities::getFoldingRange)
                        .map(FoldingRangeCapabilities::getRangeLimit)
                        .orElse(5_000),
                params.getInitializationOptions() instanceof JsonObject options && !options.isEmpty());
    }
}
