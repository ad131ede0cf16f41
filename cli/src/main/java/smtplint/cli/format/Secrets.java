package smtplint.cli.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Span;

/**
 * Credentials of AUTH exchanges, which nothing prints. They are known by place, and by value too: programs log a line
 * twice, and servers quote what they refuse.
 */
public final class Secrets {
    public static final String MASK = "***";
    /** A shorter value would hide ordinary words. */
    private static final int SHORTEST_VALUE = 4;
    /** A session holds a few; a hostile one must not make every line a search for thousands. */
    private static final int MOST_VALUES = 64;

    private final List<Span> spans = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private Secrets() {}

    public static Secrets of(Report report) {
        return of(report.sessions());
    }

    public static Secrets of(List<Session> sessions) {
        Secrets secrets = new Secrets();
        for (Session session : sessions) secrets.collect(session);
        return secrets;
    }

    private void collect(Session session) {
        boolean mayGoOn = false;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty()) continue;
            Command command = exchange.command().get();
            if (isAuth(command)) {
                Text argument = command.argument();
                int space = firstWord(argument.value());
                if (space < argument.value().length()) addAfterMechanism(argument, space);
                mayGoOn = true;
            } else if (command instanceof Command.AuthResponse response) {
                if (!response.cancels()) add(response.line().text());
            } else if (mayGoOn && command instanceof Command.Unknown) {
                // Lenient: after a refused AUTH some clients send user and password all the same.
                add(command.line().text());
            } else {
                mayGoOn = exchange.reply().filter(Reply::isIntermediate).isPresent() && mayGoOn;
            }
        }
    }

    public static boolean isAuth(Command command) {
        return command instanceof Command.Auth || command.is(Verb.AUTH);
    }

    /** The mechanism alone, then the mask. */
    public static String maskedArgument(String argument) {
        int space = firstWord(argument);
        return space < argument.length() ? argument.substring(0, space) + " " + MASK : argument;
    }

    private static int firstWord(String argument) {
        int from = 0;
        while (from < argument.length() && argument.charAt(from) == ' ') from++;
        int space = argument.indexOf(' ', from);
        return space < 0 || argument.substring(space).isBlank() ? argument.length() : space;
    }

    private void addAfterMechanism(Text argument, int space) {
        String value = argument.value().substring(space).strip();
        int inSpan = argument.span().length() == argument.value().length() ? space + 1 : 0;
        int start = Math.min(argument.span().start() + inSpan, argument.span().end());
        add(new Text(value, new Span(start, argument.span().end())));
    }

    private void add(Text text) {
        if (text.value().equals("=")) return;
        spans.add(text.span());
        if (text.value().length() >= SHORTEST_VALUE && values.size() < MOST_VALUES && !values.contains(text.value()))
            values.add(text.value());
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** A text without the values. */
    public String mask(String text) {
        String masked = text;
        for (String value : values) masked = masked.replace(value, MASK);
        return masked;
    }

    /** Marks the bytes {@code from} to {@code to} that must not be shown. */
    boolean[] hidden(byte[] bytes, int from, int to) {
        boolean[] hidden = new boolean[to - from];
        for (Span span : spans)
            for (int i = Math.max(from, span.start()); i < Math.min(to, span.end()); i++) hidden[i - from] = true;
        if (values.isEmpty()) return hidden;
        String line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        for (String value : values) {
            String asBytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            for (int at = line.indexOf(asBytes); at >= 0; at = line.indexOf(asBytes, at + asBytes.length()))
                java.util.Arrays.fill(hidden, at, at + asBytes.length(), true);
        }
        return hidden;
    }
}
