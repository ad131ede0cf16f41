package smtplint.cli;

/** Help, printed from the tables of commands and options. */
final class HelpText {
    private HelpText() {}

    static String overview() {
        StringBuilder text = new StringBuilder();
        text.append("smtplint reads what mail software said: what was wrong, who was wrong, which RFC says so.\n\n");
        text.append("usage: smtplint [COMMAND] [OPTION...] [PATH...]\n\n");
        for (Command command : Command.values()) row(text, command.word() + " " + command.operands(), command.help());
        text.append("\noptions of check:\n");
        options(text, Command.CHECK);
        text.append(
                "\nexit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, 3 some input not read, 4 internal\n");
        return text.toString();
    }

    static String of(Command command) {
        StringBuilder text = new StringBuilder("usage: smtplint " + command.word());
        if (!Option.of(command).isEmpty()) text.append(" [OPTION...]");
        if (!command.operands().isEmpty()) text.append(' ').append(command.operands());
        text.append("\n\n").append(command.help()).append('\n');
        if (!Option.of(command).isEmpty()) {
            text.append('\n');
            options(text, command);
        }
        return text.toString();
    }

    private static void options(StringBuilder text, Command command) {
        for (Option option : Option.of(command))
            row(text, option.takesArgument() ? option.name() + " " + option.argument() : option.name(), option.help());
    }

    private static void row(StringBuilder text, String left, String right) {
        text.append("  ")
                .append(left)
                .append(" ".repeat(Math.max(1, 26 - left.length())))
                .append(right)
                .append('\n');
    }
}
