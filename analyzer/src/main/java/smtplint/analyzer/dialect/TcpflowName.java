package smtplint.analyzer.dialect;

import java.util.Optional;

/** The file that tcpflow writes for one direction: {@code 192.000.002.025.00025-192.000.002.007.40000}. */
final class TcpflowName {
    private static final int END = 21;

    private TcpflowName() {}

    /** The name for the other direction; what stands behind the ends, such as a count of connections, stays. */
    static Optional<String> other(String name) {
        if (name.length() < 2 * END + 1 || name.charAt(END) != '-') return Optional.empty();
        if (!isEnd(name, 0) || !isEnd(name, END + 1)) return Optional.empty();
        String other = name.substring(END + 1, 2 * END + 1) + "-" + name.substring(0, END);
        return Optional.of(other + name.substring(2 * END + 1)).filter(found -> !found.equals(name));
    }

    /** An address of four numbers of three digits, and a port of five. */
    private static boolean isEnd(String name, int from) {
        for (int i = 0; i < END; i++) {
            char c = name.charAt(from + i);
            boolean dot = i % 4 == 3 && i < 16;
            if (dot ? c != '.' : !LineShape.isDigit(c)) return false;
        }
        return true;
    }
}
