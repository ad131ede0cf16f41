package smtplint.analyzer.capture;

/** A connection of which it is known, or taken to be known, which side is the server. */
final class Connection {
    private final Flow flow;
    private final boolean firstIsServer;
    private final Opening fromClient;
    private final Opening fromServer;

    Connection(Flow flow) {
        this.flow = flow;
        Opening first = Opening.of(flow.fromFirst());
        Opening second = Opening.of(flow.fromSecond());
        firstIsServer = firstIsServer(flow, first, second);
        fromClient = firstIsServer ? second : first;
        fromServer = firstIsServer ? first : second;
    }

    private static boolean firstIsServer(Flow flow, Opening first, Opening second) {
        if (flow.isOpenedByFirst()) return false;
        if (flow.isOpenedBySecond()) return true;
        if (first.isReply() != second.isReply()) return first.isReply();
        boolean firstKnown = Protocol.isMailPort(flow.first().port());
        boolean secondKnown = Protocol.isMailPort(flow.second().port());
        if (firstKnown != secondKnown) return firstKnown;
        return flow.first().port() < flow.second().port();
    }

    /** What the client said first. */
    Opening fromClient() {
        return fromClient;
    }

    Opening fromServer() {
        return fromServer;
    }

    Stream clientStream() {
        return firstIsServer ? flow.fromSecond() : flow.fromFirst();
    }

    Stream serverStream() {
        return firstIsServer ? flow.fromFirst() : flow.fromSecond();
    }

    Endpoint client() {
        return firstIsServer ? flow.second() : flow.first();
    }

    Endpoint server() {
        return firstIsServer ? flow.first() : flow.second();
    }

    boolean isOpeningSeen() {
        return flow.isOpenedByFirst() || flow.isOpenedBySecond();
    }

    boolean isEndSeen() {
        return flow.ending() != Flow.Ending.NONE;
    }

    boolean isEndedByServer() {
        return flow.ending() == (firstIsServer ? Flow.Ending.BY_FIRST : Flow.Ending.BY_SECOND);
    }

    Flow flow() {
        return flow;
    }
}
