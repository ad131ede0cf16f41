package smtplint.analyzer.capture;

/** The packets in a capture file, read from a window on it that moves on, or from all of it. */
interface PacketFile {
    /** Octets of a packet that are read; no link carries more. */
    int LONGEST_PACKET = 1 << 20;
    /** What stands around a packet. */
    int LONGEST_HEADER = 64;

    /**
     * Reads the records that are whole, and of one that is too long what is at hand of it; of a file that ended the last
     * one as far as it goes.
     *
     * @param window the octets from {@code from} to its end
     * @return where the next record begins; it may lie behind the window
     */
    long read(Octets window, int from, boolean ended);

    /** True when the window shows a record as far as it will be read. */
    static boolean isReadable(Octets window, int at, long length, boolean ended) {
        long left = window.end() - at;
        return ended || length <= left || left >= LONGEST_PACKET + LONGEST_HEADER;
    }
}
