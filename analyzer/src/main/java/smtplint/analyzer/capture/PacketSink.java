package smtplint.analyzer.capture;

/** Takes the packets of a file one after another. */
interface PacketSink {
    /**
     * @param linkType what the packet begins with, a LINKTYPE_ number
     * @param from the packet's first octet in the file
     * @param to after the last octet that was captured
     * @param time microseconds since 1970, -1 when the file has none
     */
    void packet(int linkType, int from, int to, long time);
}
