package smtplint.lsp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;

/** Keeps the documents as the client has them, and routes its questions to the features. */
final class DocumentService implements TextDocumentService {
    private final OpenDocuments documents;
    private final AnalysisThread analysis;
    private volatile Optional<SmtplintClient> client = Optional.empty();
    private volatile ClientTraits traits = new ClientTraits(Encoding.UTF16, false, false, false, false, 5_000, false);

    DocumentService(OpenDocuments documents, AnalysisThread analysis) {
        this.documents = documents;
        this.analysis = analysis;
    }

    void connect(SmtplintClient connected) {
        client = Optional.of(connected);
    }

    void serve(ClientTraits declared) {
        traits = declared;
    }

    @Override
    public void didOpen(DidOpenTextDocumentParams params) {
        TextDocumentItem item = params.getTextDocument();
        documents.open(item.getUri(), item.getLanguageId(), item.getVersion(), item.getText());
        push(item.getUri());
    }

    @Override
    public void didChange(DidChangeTextDocumentParams params) {
        String uri = params.getTextDocument().getUri();
        int version = Optional.ofNullable(params.getTextDocument().getVersion()).orElse(0);
        documents.change(uri, version, params.getContentChanges(), traits.encoding());
        push(uri);
    }

    @Override
    public void didSave(DidSaveTextDocumentParams params) {
        String uri = params.getTextDocument().getUri();
        documents.save(uri);
        if (traits.pulls()) refresh();
        else push(uri);
    }

    @Override
    public void didClose(DidCloseTextDocumentParams params) {
        String uri = params.getTextDocument().getUri();
        documents.close(uri);
        analysis.forget(uri);
        if (!traits.pulls()) client.ifPresent(c -> c.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of())));
    }

    @Override
    public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params) {
        Optional<String> previous = Optional.ofNullable(params.getPreviousResultId());
        DiagnosticsFeature feature = new DiagnosticsFeature(traits.encoding());
        return analysis.ask(params.getTextDocument().getUri(), DiagnosticsFeature.none(), judged -> {
            tellStatus(judged);
            return feature.report(judged, previous);
        });
    }

    @Override
    public CompletableFuture<Hover> hover(HoverParams params) {
        HoverFeature feature = new HoverFeature(traits.encoding(), traits.markdown());
        return analysis.ask(
                        params.getTextDocument().getUri(),
                        Optional.<Hover>empty(),
                        judged -> feature.hover(judged, params.getPosition()))
                .thenApply(DocumentService::orNull);
    }

    @Override
    public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
            DocumentSymbolParams params) {
        String uri = params.getTextDocument().getUri();
        SymbolsFeature feature = new SymbolsFeature(traits.encoding());
        return analysis.ask(
                uri, List.of(), judged -> traits.symbolTrees() ? feature.tree(judged) : feature.flat(judged));
    }

    @Override
    public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
        FoldingFeature feature = new FoldingFeature(traits.encoding(), traits.foldingLimit());
        return analysis.ask(params.getTextDocument().getUri(), List.of(), feature::ranges);
    }

    /** Settings or files changed: nothing that was said of any document need hold any longer. */
    void judgeAllAgain() {
        documents.renew();
        if (traits.pulls()) refresh();
        else documents.uris().forEach(this::push);
    }

    private void refresh() {
        if (traits.refreshes()) client.ifPresent(SmtplintClient::refreshDiagnostics);
    }

    private void push(String uri) {
        if (traits.pulls()) return;
        DiagnosticsFeature feature = new DiagnosticsFeature(traits.encoding());
        analysis.push(uri, judged -> {
            client.ifPresent(c -> c.publishDiagnostics(feature.publication(judged)));
            tellStatus(judged);
        });
    }

    private void tellStatus(Analysis judged) {
        if (!traits.wantsStatus()) return;
        int shown = Math.min(judged.findings().size(), DiagnosticsFeature.MOST);
        String uri = judged.document().uri();
        client.ifPresent(c -> c.status(new SmtplintClient.Status(
                uri, judged.mode(), shown, judged.sibling().orElse(""))));
    }

    /** The protocol's null: "nothing to say here". */
    @SuppressWarnings("NullAway")
    private static Hover orNull(Optional<Hover> hover) {
        return hover.orElse(null);
    }
}
