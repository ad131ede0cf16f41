package smtplint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentSymbolCapabilities;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final String URI = "untitled:a.smtp";
    private static final String RULE = "framing/dialect-unknown";
    private static final String NO_TRANSCRIPT = "shopping list\n\nmilk\n";
    private static final String TRANSCRIPT = """
            S: 220 mx.example.org ready
            C: EHLO client.example.net
            S: 250-mx.example.org
            S: 250 SIZE 1000000
            C: RCPT TO:<bob@example.org>
            S: 503 5.5.1 need MAIL first
            C: QUIT
            S: 221 mx.example.org bye
            """;

    private Conversation talk;

    @BeforeEach
    void start() throws IOException {
        talk = new Conversation();
    }

    @AfterEach
    void stop() {
        talk.close();
    }

    @Test
    void answersAClientThatPushesEditsAndAsksAboutThem() {
        talk.initialize(treeClient());
        talk.open(URI, "smtp", NO_TRANSCRIPT);
        assertThat(codes(talk.published())).contains(RULE);
        Hover hover = Conversation.answer(talk.server.getTextDocumentService().hover(hoverAt(0, 0)));
        assertThat(hover.getContents().getRight().getValue()).contains(RULE);

        change(2, new Range(new Position(0, 0), new Position(3, 0)), TRANSCRIPT);
        assertThat(codes(talk.published()))
                .contains("command-order/rcpt-before-mail")
                .doesNotContain(RULE);
        assertThat(Conversation.answer(talk.server
                        .getTextDocumentService()
                        .documentSymbol(new DocumentSymbolParams(Conversation.id(URI)))))
                .singleElement()
                .satisfies(s -> assertThat(s.getRight().getName()).isEqualTo("session 1"));
        assertThat(Conversation.answer(talk.server
                        .getTextDocumentService()
                        .foldingRange(new FoldingRangeRequestParams(Conversation.id(URI)))))
                .anySatisfy(fold -> assertThat(fold.getStartLine()).isEqualTo(2));
    }

    @Test
    void advertisesNoPullToAClientThatDoesNotPull() {
        InitializeResult result = talk.initialize(new ClientCapabilities());
        assertThat(result.getCapabilities().getDiagnosticProvider()).isNull();
        assertThat(result.getCapabilities().getPositionEncoding()).isEqualTo("utf-16");
    }

    @Test
    void pushesNothingToAClientThatPulls() {
        InitializeResult result = talk.initialize(pullingClient());
        assertThat(result.getCapabilities().getDiagnosticProvider()).isNotNull();
        talk.open(URI, "smtp", NO_TRANSCRIPT);
        DocumentDiagnosticReport report = pull(null);
        List<Diagnostic> items = report.getRelatedFullDocumentDiagnosticReport().getItems();
        assertThat(items).extracting(d -> d.getCode().getLeft()).contains(RULE);
        String id = report.getRelatedFullDocumentDiagnosticReport().getResultId();
        assertThat(pull(id).getRelatedUnchangedDocumentDiagnosticReport().getResultId())
                .isEqualTo(id);
        change(2, new Range(new Position(2, 0), new Position(2, 0)), "bread\n");
        assertThat(pull(id).isRelatedFullDocumentDiagnosticReport()).isTrue();
        assertThat(talk.heard.published).isEmpty();
    }

    @Test
    void answersForAClosedDocumentWithNothing() {
        talk.initialize(pullingClient());
        talk.open(URI, "smtp", NO_TRANSCRIPT);
        talk.server.getTextDocumentService().didClose(new DidCloseTextDocumentParams(Conversation.id(URI)));
        assertThat(pull(null).getRelatedFullDocumentDiagnosticReport().getItems())
                .isEmpty();
        assertThat(Conversation.answer(talk.server.getTextDocumentService().hover(hoverAt(5, 4))))
                .isNull();
        assertThat(Conversation.answer(talk.server
                        .getTextDocumentService()
                        .documentSymbol(new DocumentSymbolParams(Conversation.id(URI)))))
                .isEmpty();
    }

    @Test
    void clearsWhatItPushedWhenADocumentIsClosed() {
        talk.initialize(treeClient());
        talk.open(URI, "smtp", NO_TRANSCRIPT);
        talk.published();
        talk.server.getTextDocumentService().didClose(new DidCloseTextDocumentParams(Conversation.id(URI)));
        assertThat(talk.published().getDiagnostics()).isEmpty();
    }

    @Test
    void takesSettingsAtTheStartAndWhileItRuns() {
        JsonObject off = settings("{'smtplint': {'severity': {'" + RULE + "': 'off'}, 'colour': 'red'}}");
        talk.initialize(treeClient(), off);
        talk.open(URI, "smtp", NO_TRANSCRIPT);
        assertThat(codes(talk.published())).doesNotContain(RULE);
        assertThat(talk.status().mode()).isEqualTo("editor view");
        assertThat(talk.heard.logged()).anyMatch(line -> line.contains("colour"));

        JsonObject hint = settings("{'smtplint': {'severity': {'framing': 'hint', 'no/such-rule': 'off'}}}");
        talk.server.getWorkspaceService().didChangeConfiguration(new DidChangeConfigurationParams(hint));
        assertThat(codes(talk.published())).contains(RULE);
        assertThat(talk.heard.logged()).anyMatch(line -> line.contains("no/such-rule"));
    }

    @Test
    void endsWellAfterShutdownAndExit() {
        talk.initialize(treeClient());
        talk.server.setTrace(new SetTraceParams("verbose"));
        Conversation.answer(talk.server.shutdown());
        talk.server.exit();
        assertThat(talk.exitCode()).isZero();
    }

    @Test
    void endsBadlyWhenTheClientHangsUp() throws IOException {
        talk.initialize(treeClient());
        talk.hangUp();
        assertThat(talk.exitCode()).isEqualTo(1);
    }

    private void change(int version, Range range, String text) {
        talk.server
                .getTextDocumentService()
                .didChange(new DidChangeTextDocumentParams(
                        new VersionedTextDocumentIdentifier(URI, version),
                        List.of(new TextDocumentContentChangeEvent(range, text))));
    }

    private DocumentDiagnosticReport pull(String previous) {
        DocumentDiagnosticParams params = new DocumentDiagnosticParams(Conversation.id(URI));
        params.setPreviousResultId(previous);
        return Conversation.answer(talk.server.getTextDocumentService().diagnostic(params));
    }

    private static HoverParams hoverAt(int line, int character) {
        return new HoverParams(Conversation.id(URI), new Position(line, character));
    }

    private static List<String> codes(PublishDiagnosticsParams published) {
        return published.getDiagnostics().stream()
                .map(d -> d.getCode().getLeft())
                .toList();
    }

    private static JsonObject settings(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static ClientCapabilities treeClient() {
        TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
        DocumentSymbolCapabilities symbols = new DocumentSymbolCapabilities();
        symbols.setHierarchicalDocumentSymbolSupport(true);
        text.setDocumentSymbol(symbols);
        ClientCapabilities capabilities = new ClientCapabilities();
        capabilities.setTextDocument(text);
        return capabilities;
    }

    private static ClientCapabilities pullingClient() {
        ClientCapabilities capabilities = treeClient();
        capabilities.getTextDocument().setDiagnostic(new DiagnosticCapabilities());
        return capabilities;
    }

    @Test
    void everyMessageOfAnMboxHasItsDiagnostics() {
        talk.initialize(treeClient());
        talk.open(
                "untitled:a.mbox",
                "mbox",
                "From a@example.com Sun Nov 22 10:00:00 2026\nFrom: a..b@example.com\n\nx\n\n"
                        + "From b@example.com Sun Nov 22 10:00:00 2026\nFrom: c..d@example.com\n\nx\n");
        assertThat(talk.published().getDiagnostics())
                .filteredOn(d -> d.getCode().getLeft().equals("header-syntax/address-invalid"))
                .extracting(d -> d.getRange().getStart().getLine())
                .containsExactly(1, 6);
    }
}
