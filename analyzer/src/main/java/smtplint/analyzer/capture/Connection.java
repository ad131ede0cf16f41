package smtplint.analyzer.capture;

import java.util.List;
import smtplint.analyzer.source.SourceText;

/** A connection whose streams are put together, and which side is the server. */
final class Connection {
    private final Flow flow;
    private final boolean firstIsServer;
    private final List<Piece> fromClient;
    private final List<Piece> fromServer;

    Connection(Flow flow, SourceText file) {
        this.flow = flow;
        List<Piece> fromFirst = flow.fromFirst().inOrder();
        List<Piece> fromSecond = flow.fromSecond().inOrder();
        firstIsServer = firstIsServer(flow, Opening.of(file, fromFirst), Opening.of(file, fromSecond));
        fromClient = firstIsServer ? fromSecond : fromFirst;
        fromServer = firstIsServer ? fromFirst : fromSecond;
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

    List<Piece> fromClient() {
        return fromClient;
    }

    List<Piece> fromServer() {
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
