package smtplint.analyzer.capture;

import java.util.List;

/**
 * The pieces of both streams in the order in which they were said: that of the packets, except that nobody can have
 * received what was not yet sent. Captures put packets of the two directions in the wrong order at times.
 */
final class Conversation {
    interface Listener {
        void client(Piece piece);

        void server(Piece piece);
    }

    private Conversation() {}

    static void play(Connection connection, Listener listener) {
        Voice client = new Voice(connection.fromClient(), connection.clientStream());
        Voice server = new Voice(connection.fromServer(), connection.serverStream());
        while (client.hasNext() || server.hasNext()) {
            if (isClientNext(client, server)) listener.client(client.next());
            else listener.server(server.next());
        }
    }

    private static boolean isClientNext(Voice client, Voice server) {
        if (!server.hasNext()) return true;
        if (!client.hasNext()) return false;
        boolean first = client.peek().packet() <= server.peek().packet();
        boolean clientWaits = client.waitsFor(server);
        boolean serverWaits = server.waitsFor(client);
        return clientWaits == serverWaits ? first : serverWaits;
    }

    private static final class Voice {
        private final List<Piece> pieces;
        private final Stream stream;
        private int next;
        private long said;

        Voice(List<Piece> pieces, Stream stream) {
            this.pieces = pieces;
            this.stream = stream;
            this.said = pieces.isEmpty() ? 0 : pieces.get(0).at();
        }

        boolean hasNext() {
            return next < pieces.size();
        }

        Piece peek() {
            return pieces.get(next);
        }

        Piece next() {
            Piece piece = pieces.get(next++);
            said = piece.end();
            return piece;
        }

        /** True when the next piece answers something that the other side has still to say. What is missing is not known to. */
        boolean waitsFor(Voice other) {
            if (peek().isMissing()) return false;
            return other.stream.acknowledged(peek().acknowledged(), other.said) > other.said;
        }
    }
}
