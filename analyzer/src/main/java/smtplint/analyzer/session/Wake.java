package smtplint.analyzer.session;

import java.util.Collection;
import java.util.List;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;

/**
 * The wake of content that ended too early: the lines after a lone dot that no sender meant as the end are read as
 * commands, one 500 each. It closes at the first line that is a command.
 */
final class Wake {
    private boolean open;

    boolean isOpen() {
        return open;
    }

    boolean covers(Command command, List<Exchange> answered, Collection<OpenExchange> unanswered) {
        if (!(command instanceof Command.Unknown)) {
            open = false;
        } else if (!open) {
            open = followsContent(answered, unanswered);
        }
        return open;
    }

    private static boolean followsContent(List<Exchange> answered, Collection<OpenExchange> unanswered) {
        OpenExchange last = null;
        for (OpenExchange exchange : unanswered) last = exchange;
        if (last != null) return last.command instanceof Command.EndOfData;
        if (answered.isEmpty()) return false;
        return answered.get(answered.size() - 1)
                .command()
                .filter(Command.EndOfData.class::isInstance)
                .isPresent();
    }
}
