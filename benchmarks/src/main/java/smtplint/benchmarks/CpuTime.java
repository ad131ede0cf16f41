package smtplint.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Processor time of this thread: other work on the machine does not count in it. */
final class CpuTime {
    private CpuTime() {}

    /** In nanoseconds. */
    static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The median of the later half of the rounds, when the code is warm. */
    static double megabytesPerSecond(List<Double> seconds, int bytes) {
        double[] warm = seconds.subList(seconds.size() / 2, seconds.size()).stream()
                .mapToDouble(s -> s)
                .sorted()
                .toArray();
        return bytes / 1e6 / warm[warm.length / 2];
    }
}
