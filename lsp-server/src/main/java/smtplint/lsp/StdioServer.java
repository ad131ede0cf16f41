package smtplint.lsp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.Launcher;

/** One conversation with a client, from the first byte of its stream to "exit" or the end of the stream. */
final class StdioServer {
    /** Held, or the level that is set on it would be lost with it. */
    private static final Logger LSP4J_LOG = Logger.getLogger("org.eclipse.lsp4j");

    private StdioServer() {}

    /** Serves until the client leaves; the exit code is 0 when it asked for "shutdown" first. */
    static int serve(InputStream in, OutputStream out) {
        LSP4J_LOG.setLevel(Level.WARNING);
        ExecutorService readers = Executors.newCachedThreadPool(StdioServer::daemon);
        SmtpLanguageServer server = new SmtpLanguageServer();
        try {
            Launcher<SmtplintClient> launcher = new Launcher.Builder<SmtplintClient>()
                    .setLocalService(server)
                    .setRemoteInterface(SmtplintClient.class)
                    .setInput(new BufferedInputStream(in, 1 << 16))
                    .setOutput(new BufferedOutputStream(out, 1 << 16))
                    .setExecutorService(readers)
                    .create();
            server.connect(launcher.getRemoteProxy());
            Future<Void> listening = launcher.startListening();
            readers.submit(() -> {
                await(listening);
                server.left();
            });
            return server.exitCode();
        } finally {
            server.close();
            readers.shutdownNow();
        }
    }

    private static void await(Future<Void> listening) {
        try {
            listening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException e) {
            System.err.println("smtplint-lsp: the connection broke: " + e.getMessage());
        }
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "smtplint-lsp");
        thread.setDaemon(true);
        return thread;
    }
}
