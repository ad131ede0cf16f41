package smtplint.analyzer.view;

import smtplint.analyzer.view.Sequence.Line;

/** A session as a Mermaid sequence diagram. */
public final class SequenceMermaid {
    private SequenceMermaid() {}

    public static String of(Sequence sequence) {
        StringBuilder out = new StringBuilder("sequenceDiagram\n");
        out.append("    participant C as ")
                .append(Mermaid.label(sequence.client()))
                .append('\n');
        out.append("    participant S as ")
                .append(Mermaid.label(sequence.server()))
                .append('\n');
        boolean tls = false;
        for (Line line : sequence.lines()) {
            if (line.tls() && !tls) out.append("    Note over C,S: TLS\n");
            tls = line.tls();
            String arrow = switch (line.kind()) {
                case COMMAND, CONTENT -> "C->>S: ";
                case REPLY -> line.code() >= 400 ? "S--xC: " : "S-->>C: ";
                case SILENCE -> "Note over S: ";
            };
            out.append("    ").append(arrow).append(Mermaid.label(line.text())).append('\n');
            if (line.faults() > 0)
                out.append("    Note right of S: ")
                        .append(line.faults())
                        .append(line.faults() == 1 ? " finding\n" : " findings\n");
        }
        if (sequence.left() > 0)
            out.append("    Note over C,S: and ").append(sequence.left()).append(" exchanges more\n");
        return out.toString();
    }
}
