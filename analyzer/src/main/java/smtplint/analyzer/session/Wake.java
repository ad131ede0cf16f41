package smtplint.analyzer.session;

import java.util.Deque;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;

/**
 * The wake of content that ended too early: the lines after a lone dot that no sender meant as the end are read as
 * commands, one 500 each. It closes at the first line that is a command.
 */
final class Wake {
    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("GET", "POST", "HEAD", "PUT", "OPTIONS", "CONNECT", "DELETE", "PATCH", "PROXY");

    private boolean open;

    /** @param inContent the recording begins with lines of content whose start it does not show */
    void begin(boolean inContent) {
        open = inContent;
    }

    boolean isOpen() {
        return open;
    }

    boolean covers(Command command, List<Exchange> answered, Deque<OpenExchange> unanswered) {
        if (isNoSmtp(command)) {
            open = true;
        } else if (!(command instanceof Command.Unknown)) {
            open = false;
        } else if (!open) {
            open = followsContent(answered, unanswered);
        }
        return open;
    }

    /** A request of HTTP, the header of a proxy, a TLS handshake: the lines after it are part of it. */
    private static boolean isNoSmtp(Command command) {
        if (!(command instanceof Command.Unknown)) return false;
        return OTHER_PROTOCOLS.contains(command.verb().value())
                || command.line().text().value().startsWith("\u0016\u0003");
    }

    private static boolean followsContent(List<Exchange> answered, Deque<OpenExchange> unanswered) {
        OpenExchange last = unanswered.peekLast();
        // Octets beyond the size of a chunk are sent with it; what comes after its reply is meant as a command.
        if (last != null) return last.command instanceof Command.EndOfData || last.command instanceof Command.Bdat;
        if (answered.isEmpty()) return false;
        return answered.get(answered.size() - 1)
                .command()
                .filter(Command.EndOfData.class::isInstance)
                .isPresent();
    }
}
