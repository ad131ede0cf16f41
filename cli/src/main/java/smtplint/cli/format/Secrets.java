package smtplint.cli.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.session.Credentials;
import smtplint.analyzer.source.Span;

/** The credentials of a report as what is printed must not show them. */
public final class Secrets {
    public static final String MASK = Credentials.MASK;

    private final Credentials credentials;

    private Secrets(Credentials credentials) {
        this.credentials = credentials;
    }

    public static Secrets of(Report report) {
        return of(report.sessions());
    }

    public static Secrets of(List<Session> sessions) {
        return new Secrets(Credentials.of(sessions));
    }

    public boolean isEmpty() {
        return credentials.isEmpty();
    }

    /** A text without the values. */
    public String mask(String text) {
        return credentials.mask(text);
    }

    /** The first word of a command, unless it is a credential. */
    public String verb(Command command) {
        return credentials.touch(command.verb().span()) ? MASK : command.verb().upper();
    }

    public String argument(Command command) {
        return command.argument().isEmpty() ? "" : credentials.shown(command.argument());
    }

    public String line(Command command) {
        return credentials.shown(command.line().text());
    }

    /** Marks the bytes {@code from} to {@code to} that must not be shown. */
    boolean[] hidden(byte[] bytes, int from, int to) {
        boolean[] hidden = new boolean[to - from];
        for (Span span : credentials.places())
            for (int i = Math.max(from, span.start()); i < Math.min(to, span.end()); i++) hidden[i - from] = true;
        credentials.hide(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1), hidden);
        return hidden;
    }
}
