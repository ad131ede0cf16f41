package smtplint.lsp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DiagnosticRegistrationOptions;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The life of the server: what it can do, when it starts and when it ends. */
final class SmtpLanguageServer implements LanguageServer {
    private final ServerLog log = new ServerLog();
    private final OpenDocuments documents = new OpenDocuments();
    private final AnalysisThread analysis = new AnalysisThread(documents, log);
    private final DocumentService documentService = new DocumentService(documents, analysis);
    private final SettingsService settingsService = new SettingsService(documentService, analysis, log);
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile boolean shutDown;

    void connect(SmtplintClient client) {
        log.connect(client);
        documentService.connect(client);
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        ClientTraits traits = ClientTraits.of(params);
        documentService.serve(traits);
        analysis.use(ServerSettings.read(params.getInitializationOptions(), log));
        Optional.ofNullable(params.getProcessId())
                .flatMap(pid -> ProcessHandle.of(pid))
                .ifPresent(parent -> parent.onExit().thenRun(this::left));
        ServerInfo info = new ServerInfo("smtplint", version());
        return CompletableFuture.completedFuture(new InitializeResult(capabilities(traits), info));
    }

    private static ServerCapabilities capabilities(ClientTraits traits) {
        TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
        sync.setOpenClose(true);
        sync.setChange(TextDocumentSyncKind.Incremental);
        sync.setSave(new SaveOptions(false));
        ServerCapabilities capabilities = new ServerCapabilities();
        capabilities.setPositionEncoding(traits.encoding().kind());
        capabilities.setTextDocumentSync(sync);
        capabilities.setHoverProvider(true);
        capabilities.setDocumentSymbolProvider(true);
        capabilities.setFoldingRangeProvider(true);
        if (traits.pulls()) {
            DiagnosticRegistrationOptions diagnostics = new DiagnosticRegistrationOptions(false, false);
            diagnostics.setIdentifier(DiagnosticsFeature.SOURCE);
            capabilities.setDiagnosticProvider(diagnostics);
        }
        return capabilities;
    }

    private static String version() {
        return Optional.ofNullable(SmtpLanguageServer.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public void setTrace(SetTraceParams params) {
        // Messages are traced by clients; there is nothing more to tell.
    }

    @Override
    public CompletableFuture<Object> shutdown() {
        shutDown = true;
        return CompletableFuture.completedFuture("");
    }

    @Override
    public void exit() {
        left();
    }

    /** The client said "exit", closed the stream, or died. */
    void left() {
        exit.complete(shutDown ? 0 : 1);
    }

    /** Waits for the client to leave. */
    int exitCode() {
        return exit.join();
    }

    void close() {
        analysis.close();
    }

    @Override
    public TextDocumentService getTextDocumentService() {
        return documentService;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return settingsService;
    }
}
