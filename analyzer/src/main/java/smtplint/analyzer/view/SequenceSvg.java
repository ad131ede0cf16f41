package smtplint.analyzer.view;

import smtplint.analyzer.view.Sequence.Kind;
import smtplint.analyzer.view.Sequence.Line;

/** A session as a sequence picture: two lifelines, commands and replies between them, states at the side. */
public final class SequenceSvg {
    private static final int WIDTH = 820;
    private static final int CLIENT = 150;
    private static final int SERVER = 620;
    private static final int TOP = 72;
    private static final int ROW = 25;

    private final Sequence sequence;
    private final Svg svg;

    private SequenceSvg(Sequence sequence) {
        this.sequence = sequence;
        int rows = sequence.lines().size() + (sequence.left() > 0 ? 1 : 0);
        svg = new Svg(WIDTH, TOP + rows * ROW + 24, sequence.title());
    }

    public static Picture of(Sequence sequence) {
        return new SequenceSvg(sequence).draw();
    }

    private Picture draw() {
        int bottom = TOP + sequence.lines().size() * ROW + 8;
        band();
        svg.text("name", "start", 16, 20, Svg.fit(sequence.title(), WIDTH - 32.0));
        peer(CLIENT, sequence.client());
        peer(SERVER, sequence.server());
        svg.line("line", CLIENT, 58, CLIENT, bottom).line("line", SERVER, 58, SERVER, bottom);
        int y = TOP;
        for (Line line : sequence.lines()) {
            line(line, y + 17);
            y += ROW;
        }
        if (sequence.left() > 0)
            svg.text("dim", "middle", (CLIENT + SERVER) / 2.0, y + 18, "… and " + sequence.left() + " exchanges more");
        return svg.finish();
    }

    /** Behind the lines that TLS carried. */
    private void band() {
        int from = -1;
        for (int i = 0; i <= sequence.lines().size(); i++) {
            boolean tls = i < sequence.lines().size() && sequence.lines().get(i).tls();
            if (tls && from < 0) from = i;
            if (tls || from < 0) continue;
            svg.rect("band", CLIENT, TOP + from * ROW, SERVER - CLIENT, (i - from) * ROW, 0);
            svg.text("ok", "end", SERVER - 6, TOP + from * ROW + 11, "TLS");
            from = -1;
        }
    }

    private void peer(int x, String name) {
        int width = 260;
        svg.rect("box", x - width / 2.0 < 8 ? 8 : x - width / 2.0, 30, width, 28, 5);
        double middle = x - width / 2.0 < 8 ? 8 + width / 2.0 : x;
        svg.text("name", "middle", middle, 48, Svg.fit(name, width - 16), name);
    }

    private void line(Line line, int y) {
        boolean fromClient = line.kind() == Kind.COMMAND || line.kind() == Kind.CONTENT;
        String style = style(line);
        String colour = style.equals("bad") ? "warn" : style.equals("good") ? "ok" : "";
        double middle = (CLIENT + SERVER) / 2.0;
        String text = Svg.fit(line.text(), SERVER - CLIENT - 40);
        if (line.kind() == Kind.SILENCE) svg.text("dim", "middle", middle, y, text);
        else {
            svg.text(colour, "middle", middle, y - 5, text, line.text());
            svg.arrow(style, fromClient ? CLIENT : SERVER, y, fromClient ? SERVER : CLIENT, y);
        }
        if (!line.clock().isEmpty()) svg.text("dim", "end", CLIENT - 12, y + 4, line.clock());
        if (!line.state().isEmpty()) svg.text("dim", "start", SERVER + 12, y + 4, line.state());
        if (line.faults() > 0) svg.text("warn", "end", WIDTH - 12, y + 4, "⚠ " + line.faults());
    }

    private static String style(Line line) {
        if (line.kind() != Kind.REPLY) return line.kind() == Kind.CONTENT ? "soft" : "";
        return line.code() >= 400 || line.code() == 0 ? "bad" : "good";
    }
}
