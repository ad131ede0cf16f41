package smtplint.cli.format;

import smtplint.analyzer.source.Span;

/** Lines of the input with line numbers, the offending characters underlined. */
final class Frame {
    private static final int CONTEXT = 1;

    private final StringBuilder out = new StringBuilder();
    private final ReportFormat.Context context;
    private final Colours colours;
    private final int width;
    private final int gutter;
    /** The one that the last row is of; -1 where it goes without saying. */
    private int file = -1;

    /** @param lastLine the largest line number that will be shown */
    Frame(ReportFormat.Context context, Colours colours, int width, long lastLine) {
        this.context = context;
        this.colours = colours;
        this.width = width;
        this.gutter = Math.max(5, Long.toString(lastLine).length() + 1);
    }

    /** A span with the lines around it, and what is to be said there. */
    void withNeighbours(Span span, String message) {
        Places places = context.places();
        int line = places.lineInUnit(span.start());
        file = places.fileOfLine(line);
        for (int before = Math.max(1, line - CONTEXT); before < line; before++)
            if (places.fileOfLine(before) == file) plainLine(before);
        finding(span, message);
        int last = lastLine(span);
        for (int after = last + 1; after <= Math.min(last + CONTEXT, places.lineCount()); after++)
            if (places.lineStart(after) < places.end() && places.fileOfLine(after) == file) plainLine(after);
    }

    /** A span of one line or more. */
    void finding(Span span, String message) {
        file = context.places().file(span.start());
        marked(span, '^', message);
        int last = lastLine(span);
        if (last > context.places().lineInUnit(span.start()))
            note("to line " + context.places().lineInFile(last));
    }

    private int lastLine(Span span) {
        return context.places().lineInUnit(Math.max(span.start(), span.end() - 1));
    }

    /** One line with something in it underlined. */
    void marked(Span span, char mark, String message) {
        Places places = context.places();
        int start = Math.min(span.start(), places.end());
        int line = places.lineInUnit(start);
        int lineStart = places.lineStart(line);
        int lineEnd = places.lineEnd(line);
        int lineBreak = places.lineBreak(line);
        int end = Math.max(start, Math.min(span.end(), lineBreak));
        if (places.fileOfLine(line) != file) {
            file = places.fileOfLine(line);
            row("", Printable.text(context.paths().get(file)) + ":" + places.lineInFile(line));
        }
        // A line end is shown only where it is what is wrong.
        boolean atLineEnd = start >= lineEnd && end > start;
        int shownTo = atLineEnd ? lineBreak : lineEnd;
        if (!atLineEnd) end = Math.min(end, Math.max(start, lineEnd));
        Quote quote = Quote.of(places, context.secrets(), lineStart, shownTo, start, end, columns());
        row(Long.toString(places.lineInFile(line)), quote.text());
        int length = Math.max(1, Math.min(quote.to(), columns()) - quote.from());
        String carets = colours.bold(String.valueOf(mark).repeat(length));
        boolean fits = quote.from() + length + 1 + message.length() <= columns() && message.indexOf('\n') < 0;
        row("", " ".repeat(quote.from()) + carets + (fits ? " " + message : ""));
        if (!fits) note(message);
    }

    void note(String text) {
        for (String line : text.split("\n", -1)) row("", line);
    }

    private void plainLine(int line) {
        Places places = context.places();
        int start = places.lineStart(line);
        Quote quote = Quote.of(places, context.secrets(), start, places.lineEnd(line), start, start, columns());
        row(Long.toString(places.lineInFile(line)), quote.text());
    }

    /** A line below the frame; one that goes on has no sign of its own. */
    void foot(String text, boolean begins) {
        out.append(" ".repeat(gutter))
                .append(' ')
                .append(colours.dim((begins ? "= " : "  ") + text))
                .append('\n');
    }

    private void row(String number, String text) {
        out.append(" ".repeat(gutter - number.length())).append(colours.dim(number + " │"));
        String line = text.stripTrailing();
        if (!line.isEmpty()) out.append(' ').append(line);
        out.append('\n');
    }

    private int columns() {
        return width - gutter - 3;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
