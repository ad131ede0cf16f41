package smtplint.lsp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;

/**
 * Does all work on documents, one piece after the other, always on their newest state; so answers fit what the client
 * shows, and a burst of edits is judged once.
 */
final class AnalysisThread {
    private static final long SHORT_MILLIS = 15;
    private static final long LONGEST_DELAY_MILLIS = 250;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, StdioServer::daemon);
    private final Map<String, Future<?>> waiting = new ConcurrentHashMap<>();
    private final OpenDocuments documents;
    private final Analyses analyses;
    private final ServerLog log;
    private volatile ServerSettings settings = ServerSettings.DEFAULT;

    AnalysisThread(OpenDocuments documents, ServerLog log) {
        this.documents = documents;
        this.analyses = new Analyses(log);
        this.log = log;
        executor.setRemoveOnCancelPolicy(true);
    }

    void use(ServerSettings changed) {
        settings = changed;
    }

    /** Answers a request from the analysis of a document, or with {@code none} when it is not open or the answer fails. */
    <T> CompletableFuture<T> ask(String uri, T none, Function<Analysis, T> answer) {
        return CompletableFutures.computeAsync(executor, cancel -> {
            cancel.checkCanceled();
            Optional<OpenDocument> document = documents.find(uri);
            if (document.isEmpty()) return none;
            try {
                Analysis analysis = analyses.of(document.get(), settings);
                cancel.checkCanceled();
                return answer.apply(analysis);
            } catch (CancellationException cancelled) {
                throw cancelled;
            } catch (RuntimeException | StackOverflowError defect) {
                log.error("a request for " + uri + " failed", defect);
                return none;
            }
        });
    }

    /** Hands the analysis of a document on, soon: at once when the last one was quick, else when typing pauses. */
    void push(String uri, Consumer<Analysis> receiver) {
        long delay = delayMillis(TimeUnit.NANOSECONDS.toMillis(analyses.lastNanos(uri)));
        Future<?> task = executor.schedule(() -> judge(uri, receiver), delay, TimeUnit.MILLISECONDS);
        Optional.ofNullable(waiting.put(uri, task)).ifPresent(older -> older.cancel(false));
    }

    static long delayMillis(long lastMillis) {
        return lastMillis < SHORT_MILLIS ? 0 : Math.min(2 * lastMillis, LONGEST_DELAY_MILLIS);
    }

    void forget(String uri) {
        Optional.ofNullable(waiting.remove(uri)).ifPresent(task -> task.cancel(false));
        executor.execute(() -> {
            if (documents.find(uri).isEmpty()) analyses.forget(uri);
        });
    }

    void close() {
        executor.shutdownNow();
    }

    private void judge(String uri, Consumer<Analysis> receiver) {
        try {
            documents.find(uri).ifPresent(document -> receiver.accept(analyses.of(document, settings)));
        } catch (RuntimeException | StackOverflowError defect) {
            log.error("diagnostics of " + uri + " failed", defect);
        }
    }
}
