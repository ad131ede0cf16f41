package smtplint.analyzer.rules.dialogue;

import java.util.Optional;
import java.util.function.Predicate;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;

/** The lines of a client's commands, judged as lines. */
final class CommandLines {
    private CommandLines() {}

    /** One finding for a session: the first line that offends, with the others behind it. */
    static void judge(Session session, Findings findings, Predicate<Command.Line> offends) {
        Optional<Found> first = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            Optional<Command> command = exchange.command().filter(c -> !(c instanceof Command.EndOfData));
            if (command.isEmpty() || exchange.tainted()) continue;
            Command.Line line = command.get().line();
            if (line.hidden() || !offends.test(line)) continue;
            if (first.isPresent()) first.get().followedBy(line.text().span(), "and here");
            else first = Optional.of(findings.at(line.text().span()));
        }
    }
}
