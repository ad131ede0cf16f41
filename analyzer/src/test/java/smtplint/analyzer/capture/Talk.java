package smtplint.analyzer.capture;

/** One TCP connection of a test: what each side sends, and in which packets. */
final class Talk {
    private final Packets packets;
    private final int clientPort;
    private final int serverPort;
    private int client = 0xffff_fff0;
    private int server = 5000;

    Talk(Packets packets, int clientPort, int serverPort) {
        this.packets = packets;
        this.clientPort = clientPort;
        this.serverPort = serverPort;
    }

    Talk open() {
        send(true, client - 1, 0, Packets.SYN, "");
        send(false, server - 1, client, Packets.SYN | Packets.ACK, "");
        return this;
    }

    Talk c(String text) {
        clientAt(0, text);
        client += text.length();
        return this;
    }

    Talk s(String text) {
        serverAt(0, text);
        server += text.length();
        return this;
    }

    /** Octets of the client at so many after what it has sent, not counted as sent. */
    Talk clientAt(int offset, String text) {
        send(true, client + offset, server, Packets.ACK, text);
        return this;
    }

    Talk serverAt(int offset, String text) {
        send(false, server + offset, client, Packets.ACK, text);
        return this;
    }

    /** Counts octets of the client as sent, in whatever packets. */
    Talk clientSent(int length) {
        client += length;
        return this;
    }

    Talk serverSent(int length) {
        server += length;
        return this;
    }

    Talk endedByServer() {
        send(false, server, client, Packets.FIN | Packets.ACK, "");
        send(true, client, server + 1, Packets.FIN | Packets.ACK, "");
        return this;
    }

    Talk resetByClient() {
        send(true, client, server, Packets.RST, "");
        return this;
    }

    byte[] clientSegment(String text) {
        return Packets.segment(clientPort, serverPort, client, server, Packets.ACK, Packets.ascii(text));
    }

    private void send(boolean fromClient, int sequence, int acknowledged, int flags, String text) {
        int from = fromClient ? clientPort : serverPort;
        int to = fromClient ? serverPort : clientPort;
        byte[] segment = Packets.segment(from, to, sequence, acknowledged, flags, Packets.ascii(text));
        packets.add(packets.internet(fromClient, segment));
    }
}
