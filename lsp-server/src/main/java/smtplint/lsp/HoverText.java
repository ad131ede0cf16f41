package smtplint.lsp;

import java.util.ArrayList;
import java.util.List;

/** A hover being written: at most twelve lines, as Markdown or as plain text. */
final class HoverText {
    private static final int MOST_LINES = 12;
    private static final int LONGEST_VALUE = 200;

    private final boolean markdown;
    private final List<String> lines = new ArrayList<>();

    HoverText(boolean markdown) {
        this.markdown = markdown;
    }

    /** A line that begins with a word in bold. */
    HoverText title(String word, String rest) {
        return line(bold(word) + (rest.isEmpty() ? "" : " " + rest));
    }

    HoverText line(String text) {
        if (lines.size() < MOST_LINES) lines.add(text);
        return this;
    }

    /** A line with a name and a value, if there is a value. */
    HoverText entry(String name, String value) {
        return value.isEmpty() ? this : line(name + ": " + value);
    }

    String bold(String text) {
        return markdown ? "**" + plain(text) + "**" : plain(text);
    }

    /** Text from the input: shown as it is, never read as Markdown. */
    String code(String text) {
        String shown = plain(text);
        if (!markdown || shown.isEmpty()) return shown;
        String fence = "`";
        while (shown.contains(fence)) fence += "`";
        String space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
        return fence + space + shown + space + fence;
    }

    private static String plain(String text) {
        String cut = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE - 1) + "…" : text;
        StringBuilder clean = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++)
            clean.append(Character.isISOControl(cut.charAt(i)) ? ' ' : cut.charAt(i));
        return clean.toString();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Markdown needs two spaces at the end of a line to break it. */
    @Override
    public String toString() {
        return String.join(markdown ? "  \n" : "\n", lines);
    }
}
