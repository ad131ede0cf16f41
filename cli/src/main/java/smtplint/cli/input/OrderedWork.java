package smtplint.cli.input;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs work on all cores and hands on the results in the order in which the work came, with a bounded amount of it in
 * flight. The only piece of work there is runs where it is: threads cost more than one small file.
 */
public final class OrderedWork<R> implements AutoCloseable {
    private static final int PER_WORKER = 4;

    private final int workers;
    private final long mostBytes;
    private final Consumer<R> sink;
    private final ArrayDeque<Running<R>> inFlight = new ArrayDeque<>();
    private Optional<Waiting<R>> first = Optional.empty();
    private Optional<ExecutorService> executor = Optional.empty();
    private long bytesInFlight;

    public OrderedWork(int workers, long mostBytes, Consumer<R> sink) {
        this.workers = workers;
        this.mostBytes = mostBytes;
        this.sink = sink;
    }

    private record Waiting<R>(long bytes, Callable<R> work) {}

    private record Running<R>(long bytes, Future<R> result) {}

    /** Takes a piece of work, waiting for earlier ones while too much is in flight. */
    public void submit(long bytes, Callable<R> work) {
        if (workers == 1) {
            sink.accept(run(work));
        } else if (executor.isEmpty() && first.isEmpty()) {
            first = Optional.of(new Waiting<>(bytes, work));
        } else {
            first.ifPresent(waiting -> start(waiting.bytes(), waiting.work()));
            first = Optional.empty();
            start(bytes, work);
        }
    }

    private void start(long bytes, Callable<R> work) {
        while (inFlight.size() >= workers * PER_WORKER || !inFlight.isEmpty() && bytesInFlight + bytes > mostBytes)
            deliver();
        if (executor.isEmpty()) executor = Optional.of(Executors.newFixedThreadPool(workers, OrderedWork::daemon));
        inFlight.add(new Running<>(bytes, executor.get().submit(work)));
        bytesInFlight += bytes;
        while (!inFlight.isEmpty() && inFlight.peek().result().isDone()) deliver();
    }

    /** Waits for all that is left. */
    public void finish() {
        first.ifPresent(waiting -> sink.accept(run(waiting.work())));
        first = Optional.empty();
        while (!inFlight.isEmpty()) deliver();
    }

    private void deliver() {
        Running<R> head = inFlight.remove();
        bytesInFlight -= head.bytes();
        sink.accept(await(head.result()));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "smtplint worker");
        thread.setDaemon(true);
        return thread;
    }

    private static <R> R run(Callable<R> work) {
        try {
            return work.call();
        } catch (RuntimeException unexpected) {
            throw unexpected;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static <R> R await(Future<R> result) {
        try {
            return result.get();
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException(unexpected.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        executor.ifPresent(ExecutorService::shutdownNow);
    }
}
