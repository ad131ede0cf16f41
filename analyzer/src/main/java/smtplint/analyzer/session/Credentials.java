package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Span;

/**
 * What a client gave away to prove who it is, which nothing may print. It is known by place, and by value too: programs
 * log a line twice, and servers quote what they refuse.
 */
public final class Credentials {
    public static final String MASK = "***";
    /** A shorter value would hide ordinary words. */
    private static final int SHORTEST_VALUE = 4;
    /** A session holds a few; a hostile one must not make every line a search for thousands. */
    private static final int MOST_VALUES = 64;
    /** RFC 4422 §3.1. */
    private static final int LONGEST_MECHANISM = 20;
    /** Commands of POP3 and IMAP that carry a name or a password; people try them at the wrong port. */
    private static final Set<String> OF_OTHER_PROTOCOLS = Set.of("USER", "PASS", "LOGIN", "APOP");

    private final List<Span> spans = new ArrayList<>(0);
    /** In lower case: messages show verbs in upper case. */
    private final List<String> values = new ArrayList<>(0);
    /** Too short to be known by value everywhere; where they stand they are. */
    private final List<Text> shortValues = new ArrayList<>(0);

    private Credentials() {}

    public static Credentials of(List<Session> sessions) {
        Credentials credentials = new Credentials();
        for (Session session : sessions) credentials.collect(session);
        return credentials;
    }

    public static boolean isAuth(Command command) {
        return command instanceof Command.Auth || command.is(Verb.AUTH);
    }

    private void collect(Session session) {
        boolean mayGoOn = false;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty()) continue;
            Command command = exchange.command().get();
            if (isAuth(command)) {
                afterMechanism(command.argument());
                mayGoOn = true;
            } else if (command instanceof Command.AuthResponse response) {
                if (!response.cancels()) add(response.line().text());
            } else if (!(command instanceof Command.Unknown)) {
                mayGoOn = exchange.reply().filter(Reply::isIntermediate).isPresent() && mayGoOn;
            } else if (namesCredentials(command.verb().upper())) {
                add(command.argument());
                mayGoOn = true;
            } else if (mayGoOn) {
                // Lenient: after a refused AUTH some clients send user and password all the same.
                add(command.line().text());
            }
        }
    }

    /** AUTH misspelt, or of another protocol: "AUTHPLAIN x", "XAUTH PLAIN x", "PASS x". */
    private static boolean namesCredentials(String verb) {
        return verb.contains("AUTH") || OF_OTHER_PROTOCOLS.contains(verb);
    }

    private void afterMechanism(Text argument) {
        String value = argument.value();
        int from = 0;
        while (from < value.length() && value.charAt(from) == ' ') from++;
        int end = value.indexOf(' ', from);
        if (end < 0) end = value.length();
        int start = isMechanism(value.substring(from, end)) ? end : from;
        while (start < value.length() && value.charAt(start) == ' ') start++;
        if (start < value.length()) add(new Text(value.substring(start), argument.part(start, value.length())));
    }

    private static boolean isMechanism(String word) {
        if (word.length() > LONGEST_MECHANISM) return false;
        for (int i = 0; i < word.length(); i++)
            if (!Ascii.isLetterOrDigit(word.charAt(i)) && "-_".indexOf(word.charAt(i)) < 0) return false;
        return true;
    }

    private void add(Text text) {
        String value = text.value().strip();
        if (value.equals("=") || value.isEmpty()) return;
        spans.add(text.span());
        addValue(value);
        // A rule that takes the line for a command shows its first word.
        for (String word : value.split(" ")) addValue(word);
        String first = text.firstWord();
        if (first.length() < SHORTEST_VALUE) shortValues.add(new Text(first, text.span()));
    }

    private void addValue(String value) {
        String lower = Ascii.lower(value);
        if (value.length() >= SHORTEST_VALUE && values.size() < MOST_VALUES && !values.contains(lower))
            values.add(lower);
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** Where they stand. */
    public List<Span> places() {
        return List.copyOf(spans);
    }

    /** True when a part of the place must not be shown. */
    public boolean touch(Span place) {
        for (Span span : spans) if (span.start() < place.end() && place.start() < span.end()) return true;
        return false;
    }

    /** A text without the values. */
    public String mask(String text) {
        if (values.isEmpty()) return text;
        boolean[] hidden = new boolean[text.length()];
        boolean any = hide(text, hidden);
        if (!any) return text;
        StringBuilder masked = new StringBuilder(text.length());
        for (int i = 0; i < hidden.length; i++) {
            if (!hidden[i]) masked.append(text.charAt(i));
            else if (i == 0 || !hidden[i - 1]) masked.append(MASK);
        }
        return masked.toString();
    }

    /** What is said of a place, without the values, however short those that stand there. */
    public String mask(String text, Span place) {
        String masked = mask(text);
        for (Text value : shortValues)
            if (value.span().start() < place.end()
                    && place.start() < value.span().end()) masked = withoutWord(masked, value.value());
        return masked;
    }

    private static String withoutWord(String text, String word) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && Ascii.isLetterOrDigit(text.charAt(i))) continue;
            String here = text.substring(from, i);
            out.append(here.equalsIgnoreCase(word) ? MASK : here);
            if (i < text.length()) out.append(text.charAt(i));
            from = i + 1;
        }
        return out.toString();
    }

    /** Marks the characters that belong to a value, whatever their case; returns whether there were any. */
    public boolean hide(String text, boolean[] hidden) {
        boolean any = false;
        String lower = values.isEmpty() ? text : Ascii.lower(text);
        for (String value : values) {
            for (int at = lower.indexOf(value); at >= 0; at = lower.indexOf(value, at + value.length())) {
                java.util.Arrays.fill(hidden, at, at + value.length(), true);
                any = true;
            }
        }
        return any;
    }

    /** A line of the client without them. */
    public String shown(Text line) {
        if (!touch(line.span())) return mask(line.value());
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (Span span : spans) {
            boolean within = line.span().length() == line.value().length()
                    && span.start() >= line.span().start()
                    && span.end() <= line.span().end();
            int start = span.start() - line.span().start();
            if (!within || start < from) continue;
            shown.append(line.value(), from, start).append(MASK);
            from = span.end() - line.span().start();
        }
        // In another form than the input shows, a place tells nothing about the characters.
        if (from == 0) return MASK;
        return mask(shown.append(line.value(), from, line.value().length()).toString());
    }
}
