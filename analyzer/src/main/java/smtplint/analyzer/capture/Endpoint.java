package smtplint.analyzer.capture;

import java.util.Comparator;

/** An address and a port; an IPv4 address is the low half. */
record Endpoint(boolean isV6, long high, long low, int port) implements Comparable<Endpoint> {
    private static final Comparator<Endpoint> ORDER = Comparator.comparingInt(Endpoint::port)
            .thenComparingLong(Endpoint::low)
            .thenComparingLong(Endpoint::high)
            .thenComparing(Endpoint::isV6);

    Endpoint at(int otherPort) {
        return new Endpoint(isV6, high, low, otherPort);
    }

    static Endpoint v4(Octets file, int at) {
        return new Endpoint(false, 0, file.net32(at) & 0xffff_ffffL, 0);
    }

    static Endpoint v6(Octets file, int at) {
        return new Endpoint(true, long64(file, at), long64(file, at + 8), 0);
    }

    private static long long64(Octets file, int at) {
        return (long) file.net32(at) << 32 | file.net32(at + 4) & 0xffff_ffffL;
    }

    /** The address as it is written, RFC 5952 for IPv6. */
    String address() {
        if (!isV6) return (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
        int zeros = 1;
        int zerosAt = -1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(i + run) == 0) run++;
            if (run > zeros) {
                zeros = run;
                zerosAt = i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == zerosAt) {
                text.append("::");
                i += zeros - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') text.append(':');
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int number) {
        long half = number < 4 ? high : low;
        return (int) (half >>> 48 - number % 4 * 16) & 0xffff;
    }

    @Override
    public String toString() {
        return (isV6 ? "[" + address() + "]" : address()) + ":" + port;
    }

    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }
}
