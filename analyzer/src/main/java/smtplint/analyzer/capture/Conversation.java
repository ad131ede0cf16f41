package smtplint.analyzer.capture;

/**
 * The pieces of both streams in the order in which they were said: that of the packets, except that nobody can have
 * received what was not yet sent. Captures put packets of the two directions in the wrong order at times.
 */
final class Conversation {
    /** Pieces of one side that wait for the other to say what they answer, which the capture may lack. */
    private static final int MOST_HELD = 256;

    interface Listener {
        void client(Piece piece);

        void server(Piece piece);
    }

    private final Stream client;
    private final Stream server;
    private final Listener listener;

    Conversation(Connection connection, Listener listener) {
        this.client = connection.clientStream();
        this.server = connection.serverStream();
        this.listener = listener;
    }

    /** Tells what is known to come next; at the end of the connection all that is left. */
    void play(boolean ended) {
        while (client.hasNext() || server.hasNext()) {
            boolean both = client.hasNext() && server.hasNext();
            boolean isClient = both ? isClientNext() : client.hasNext();
            if (!both && !ended && mustWait(isClient ? client : server, isClient ? server : client)) return;
            if (isClient) listener.client(client.next());
            else listener.server(server.next());
        }
    }

    private boolean isClientNext() {
        boolean first = client.peek().packet() <= server.peek().packet();
        boolean clientWaits = client.waitsFor(server);
        boolean serverWaits = server.waitsFor(client);
        return clientWaits == serverWaits ? first : serverWaits;
    }

    /** True when the other side may have to be heard before this one: its next octets are known of, but did not come. */
    private static boolean mustWait(Stream one, Stream other) {
        if (one.ready() > MOST_HELD) return false;
        return one.waitsFor(other) || other.holeSeenBy() < one.peek().packet();
    }
}
