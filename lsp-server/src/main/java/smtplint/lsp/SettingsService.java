package smtplint.lsp;

import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.services.WorkspaceService;

/** Takes changed settings while the server runs. */
final class SettingsService implements WorkspaceService {
    private final DocumentService documents;
    private final AnalysisThread analysis;
    private final ServerLog log;

    SettingsService(DocumentService documents, AnalysisThread analysis, ServerLog log) {
        this.documents = documents;
        this.analysis = analysis;
        this.log = log;
    }

    @Override
    public void didChangeConfiguration(DidChangeConfigurationParams params) {
        analysis.use(ServerSettings.read(params.getSettings(), log));
        documents.judgeAllAgain();
    }

    @Override
    public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
        documents.judgeAllAgain();
    }
}
