package smtplint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What smtplint can be asked to do. */
enum Command {
    CHECK(
            "[PATH...]",
            "judge transcripts and messages (the default); no path is the current directory, - is standard input"),
    VIEW("[PATH...]", "show sessions as dialogues with states, messages as hops and parts"),
    EXPLAIN("RULE", "what a rule finds, why it matters, a bad and a good example"),
    RULES("", "list all rules"),
    STATES("", "print the state, transition and reply tables that sessions are judged by"),
    VERSION("", "print the version"),
    HELP("[COMMAND]", "print this, or the options of a command");

    private final String operands;
    private final String help;

    Command(String operands, String help) {
        this.operands = operands;
        this.help = help;
    }

    String operands() {
        return operands;
    }

    String help() {
        return help;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Command> of(String word) {
        for (Command command : values()) if (command.word().equals(word)) return Optional.of(command);
        return Optional.empty();
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Command command : values()) words.add(command.word());
        return words;
    }
}
