package smtplint.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.rules.Spelling;

/** The command line, read by the table of {@link Option}: a command, option values, operands. */
final class Arguments {
    private final Command command;
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Arguments(Command command) {
        this.command = command;
    }

    static Arguments read(List<String> words) throws UsageError {
        if (words.contains("--help") || words.contains("-h")) return help(words);
        if (words.contains("--version") || words.contains("-V")) return new Arguments(Command.VERSION);
        Optional<Command> named = words.isEmpty() ? Optional.empty() : Command.of(words.get(0));
        Arguments arguments = new Arguments(named.orElse(Command.CHECK));
        arguments.readFrom(words, named.isPresent() ? 1 : 0);
        return arguments;
    }

    private static Arguments help(List<String> words) {
        Arguments help = new Arguments(Command.HELP);
        Command.of(words.get(0)).filter(c -> c != Command.HELP).ifPresent(c -> help.operands.add(c.word()));
        return help;
    }

    private void readFrom(List<String> words, int first) throws UsageError {
        for (int i = first; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                operands.addAll(words.subList(i + 1, words.size()));
                return;
            }
            if (word.equals("-") || !word.startsWith("-")) {
                operands.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Option option = Option.find(command, name).orElse(null);
            if (option == null) throw unknown(name);
            if (!option.takesArgument() && equals >= 0) throw new UsageError(name + " takes no value");
            String value = "";
            if (option.takesArgument()) {
                if (equals < 0 && ++i == words.size())
                    throw new UsageError(name + " needs a value: " + option.argument());
                value = equals < 0 ? words.get(i) : word.substring(equals + 1);
            }
            values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
    }

    private UsageError unknown(String name) {
        // Without the dashes: they would make every short name resemble every other.
        List<String> names = Option.of(command).stream()
                .map(option -> option.name().substring(2))
                .toList();
        List<String> resembling = Spelling.closest(name.replaceFirst("^-+", ""), names);
        return UsageError.unknown(
                "option", name, resembling.stream().map(n -> "--" + n).toList());
    }

    Command command() {
        return command;
    }

    List<String> operands() {
        return operands;
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /** The value given last. */
    Optional<String> last(String option) {
        List<String> given = all(option);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    /** The last value of an option that takes one of a few words; the first of them when it was not given. */
    String choice(String option, String... words) throws UsageError {
        String given = last(option).orElse(words[0]);
        for (String word : words) if (word.equals(given)) return given;
        List<String> resembling = Spelling.closest(given, List.of(words));
        throw UsageError.unknown("value of " + option + ":", given, resembling.isEmpty() ? List.of(words) : resembling);
    }

    int number(String option, int otherwise) throws UsageError {
        String given = last(option).orElse("");
        if (!has(option)) return otherwise;
        try {
            int number = Integer.parseInt(given);
            if (number >= 1) return number;
        } catch (NumberFormatException notANumber) {
            // falls through to the one message
        }
        throw new UsageError(option + " needs a number from 1: " + given);
    }
}
