package smtplint.cli.format;

import java.util.List;

/** The formats by name. */
public final class Formats {
    public static final List<String> NAMES = List.of("full", "concise", "json", "jsonl");

    private Formats() {}

    /** @param summary text formats end with a summary line */
    public static ReportFormat of(String name, Colours colours, int width, boolean summary) {
        return switch (name) {
            case "full" -> new FullFormat(colours, width, summary);
            case "concise" -> new ConciseFormat(colours, summary);
            case "json" -> new JsonFormat();
            case "jsonl" -> new JsonlFormat();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Read by people, so that notes may stand beside it. */
    public static boolean isText(String name) {
        return name.equals("full") || name.equals("concise");
    }
}
