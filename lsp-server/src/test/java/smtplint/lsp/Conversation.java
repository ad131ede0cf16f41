package smtplint.lsp;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageServer;

/** A client and a server that talk through pipes, byte for byte as over standard input and output. */
final class Conversation implements AutoCloseable {
    final Recorder heard = new Recorder();
    final LanguageServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(StdioServer::daemon);
    private final Future<Integer> exitCode;
    private final PipedOutputStream toServer = new PipedOutputStream();

    Conversation() throws IOException {
        PipedInputStream serverIn = new PipedInputStream(toServer, 1 << 16);
        PipedOutputStream serverOut = new PipedOutputStream();
        PipedInputStream clientIn = new PipedInputStream(serverOut, 1 << 16);
        exitCode = threads.submit(() -> StdioServer.serve(serverIn, serverOut));
        Launcher<LanguageServer> launcher = new Launcher.Builder<LanguageServer>()
                .setLocalService(heard)
                .setRemoteInterface(LanguageServer.class)
                .setInput(clientIn)
                .setOutput(toServer)
                .setExecutorService(threads)
                .create();
        server = launcher.getRemoteProxy();
        launcher.startListening();
    }

    InitializeResult initialize(ClientCapabilities capabilities) {
        return initialize(capabilities, new JsonObject());
    }

    InitializeResult initialize(ClientCapabilities capabilities, JsonObject options) {
        InitializeParams params = new InitializeParams();
        params.setCapabilities(capabilities);
        params.setInitializationOptions(options);
        InitializeResult result = answer(server.initialize(params));
        server.initialized(new InitializedParams());
        return result;
    }

    void open(String uri, String languageId, String text) {
        server.getTextDocumentService()
                .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, languageId, 1, text)));
    }

    static TextDocumentIdentifier id(String uri) {
        return new TextDocumentIdentifier(uri);
    }

    static <T> T answer(Future<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** The next diagnostics that the server pushes. */
    PublishDiagnosticsParams published() {
        return next(heard.published);
    }

    SmtplintClient.Status status() {
        return next(heard.statuses);
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T item = queue.poll(20, TimeUnit.SECONDS);
            if (item == null) throw new AssertionError("the server is silent");
            return item;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int exitCode() {
        return answer(exitCode);
    }

    void hangUp() throws IOException {
        toServer.close();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What the server said. */
    static final class Recorder implements SmtplintClient {
        final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
        final BlockingQueue<Status> statuses = new LinkedBlockingQueue<>();
        final BlockingQueue<String> log = new LinkedBlockingQueue<>();

        @Override
        public void status(Status status) {
            statuses.add(status);
        }

        @Override
        public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
            published.add(diagnostics);
        }

        @Override
        public void logMessage(MessageParams message) {
            log.add(message.getMessage());
        }

        @Override
        public void telemetryEvent(Object object) {
            throw new AssertionError("telemetry");
        }

        @Override
        public void showMessage(MessageParams message) {
            throw new AssertionError("a pop-up: " + message.getMessage());
        }

        @Override
        public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
            throw new AssertionError("a question: " + params.getMessage());
        }

        @Override
        public CompletableFuture<Void> refreshDiagnostics() {
            return CompletableFuture.completedFuture(null);
        }

        List<String> logged() {
            return List.copyOf(log);
        }
    }
}
