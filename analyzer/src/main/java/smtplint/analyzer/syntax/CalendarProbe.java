package smtplint.analyzer.syntax;

import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/** Finds the METHOD property of an iCalendar object: a line of its own, before the components. */
final class CalendarProbe implements OctetProbe {
    private static final String METHOD = "METHOD:";
    private static final int LONGEST = 60;

    private final SourceText body;
    private final BodyFacts facts;
    private final StringBuilder line = new StringBuilder();
    private int valueStart;

    CalendarProbe(SourceText body, BodyFacts facts) {
        this.body = body;
        this.facts = facts;
    }

    @Override
    public void look(byte octet, int at) {
        if (octet == '\n') finish(at);
        else if (octet != '\r' && line.length() < LONGEST) {
            line.append((char) (octet & 0xff));
            if (line.length() == METHOD.length() + 1) valueStart = at;
        }
    }

    @Override
    public void end(int at) {
        finish(at);
    }

    private void finish(int at) {
        String text = line.toString();
        line.setLength(0);
        if (facts.calendarMethod.isPresent() || !Ascii.upper(text).startsWith(METHOD)) return;
        String value = text.substring(METHOD.length()).strip();
        if (!value.isEmpty())
            facts.calendarMethod = Optional.of(new Text(value, body.span(valueStart, Math.max(valueStart, at))));
    }
}
