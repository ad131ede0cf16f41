package smtplint.analyzer.capture;

/** Takes the packets of a file one after another. */
interface PacketSink {
    /**
     * @param file holds the packet
     * @param linkType what the packet begins with, a LINKTYPE_ number
     * @param from the packet's first octet
     * @param to after the last octet that was captured
     * @param time microseconds since 1970, -1 when the file has none
     */
    void packet(Octets file, int linkType, int from, int to, long time);

    /** A packet has more octets than are read. */
    void tooLong();
}
