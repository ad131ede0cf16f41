package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/**
 * What an unknown form puts behind and between the lines of the dialogue: a closing bracket, a count of octets, words
 * for line ends.
 *
 * @param closing what stands behind the text, any number written as "0"; "" when nothing does
 * @param lineEnd what stands for a line end
 */
record TextFrame(String closing, Optional<String> lineEnd) {
    static final TextFrame NONE = new TextFrame("", Optional.empty());

    /** So many octets at the end of a line are looked at. */
    private static final int LONGEST = 60;

    private static final int FEWEST_LINES = 3;
    private static final int DATA_ACCEPTED = 354;

    /** Words for a line end: those that contain others come first. */
    private static final List<String> LINE_ENDS = List.of(
            "\\r\\n",
            "<CR><LF>",
            "[CR][LF]",
            "<CRLF>",
            "[CRLF]",
            "{CRLF}",
            "^M^J",
            "\\n",
            "<LF>",
            "[nl]",
            "\\r",
            "^M",
            "<br>");

    /** What is written for the end of a line where the form has no letter for it. */
    private static final List<String> LOST_ENDS = List.of("? ", "?");

    /**
     * The frame of texts that stand behind their marks.
     *
     * @param opening the octet before the texts, 0 when it is a blank
     */
    static TextFrame of(List<SourceText> texts, char opening) {
        String end = commonEnd(texts);
        for (String mark : LINE_ENDS) {
            int at = end.indexOf(mark);
            if (at < 0) continue;
            int from = at;
            while (from > 0 && end.charAt(from - 1) == ' ') from--;
            return new TextFrame(end.substring(at + mark.length()), Optional.of(end.substring(from, at) + mark));
        }
        for (String mark : LOST_ENDS) if (endsMost(texts, mark)) return new TextFrame(mark, Optional.empty());
        TextFrame closed = new TextFrame(closing(end, opening), Optional.empty());
        return new TextFrame(closed.closing, closed.lineEnd(texts));
    }

    /** One in ten may end otherwise: notes, and lines that were cut. */
    private static boolean endsMost(List<SourceText> texts, String mark) {
        int with = 0;
        int without = 0;
        for (SourceText text : texts) {
            if (text.startsWith("[", text.start())) continue;
            if (endsWith(text, mark)) with++;
            else without++;
        }
        return with >= FEWEST_LINES && without * 10 <= with;
    }

    private static boolean endsWith(SourceText text, String mark) {
        int at = text.end() - mark.length();
        return at >= text.start() && text.startsWith(mark, at);
    }

    /** The lines of the dialogue in a text. */
    List<SourceText> lines(SourceText text) {
        SourceText bare = unclosed(text);
        if (lineEnd.isEmpty()) return List.of(bare);
        String mark = lineEnd.get();
        SourceText ended = endsWith(bare, mark) ? bare.slice(bare.start(), bare.end() - mark.length()) : bare;
        return isEscape(mark) ? cut(ended, mark) : List.of(ended);
    }

    private static List<SourceText> cut(SourceText text, String mark) {
        List<SourceText> lines = new ArrayList<>();
        int from = text.start();
        for (int end; (end = LineShape.find(text, mark, from)) >= 0; from = end + mark.length())
            lines.add(text.slice(from, end));
        lines.add(text.slice(from, text.end()));
        return lines;
    }

    /** Words such as {@code <CRLF>} are said too: 354 tells what to end with. */
    private static boolean isEscape(String mark) {
        return mark.startsWith("\\");
    }

    /** True when the text goes on in the next line of the recording: what closes it is not there yet. */
    boolean isOpen(SourceText text) {
        return !closing.isEmpty() && closingAt(text) < 0;
    }

    private SourceText unclosed(SourceText text) {
        int end = closing.isEmpty() ? -1 : closingAt(text);
        SourceText bare = end < 0 ? text : text.slice(text.start(), end);
        return closing.startsWith("</") ? HtmlText.read(bare) : bare;
    }

    private int closingAt(SourceText text) {
        int at = text.end();
        for (int i = closing.length() - 1; i >= 0; i--) {
            int before = at;
            if (closing.charAt(i) == '0') while (at > text.start() && LineShape.isDigit(text.at(at - 1))) at--;
            else if (at > text.start() && text.at(at - 1) == closing.charAt(i)) at--;
            if (at == before) return -1;
        }
        return at;
    }

    /** What all texts end with but those that announce more. */
    private static String commonEnd(List<SourceText> texts) {
        String common = null;
        int lines = 0;
        for (SourceText text : texts) {
            if (WireLine.announcesMore(text)) continue;
            String tail = tail(text);
            common = common == null ? tail : commonEnd(common, tail);
            lines++;
        }
        return common == null || lines < FEWEST_LINES ? "" : common;
    }

    /** From what closes the text on: the end of what was said may be common too. */
    private static String closing(String end, char opening) {
        int from = opening == 0 ? -1 : end.indexOf(partner(opening));
        if (from < 0) from = end.indexOf(" (");
        if (from < 0) from = end.indexOf(" [");
        return from < 0 ? "" : end.substring(from);
    }

    private static char partner(char opening) {
        return switch (opening) {
            case '[' -> ']';
            case '(' -> ')';
            case '{' -> '}';
            case '<' -> '>';
            case '>' -> '<';
            case '|', '`', '\'', '"' -> opening;
            default -> 0;
        };
    }

    /** The last octets of a text, each number written as "0". */
    private static String tail(SourceText text) {
        StringBuilder reversed = new StringBuilder();
        for (int i = text.end() - 1; i >= text.start() && reversed.length() < LONGEST; i--) {
            boolean digit = LineShape.isDigit(text.at(i));
            boolean inNumber = digit && !reversed.isEmpty() && reversed.charAt(reversed.length() - 1) == '0';
            if (!inNumber) reversed.append(digit ? '0' : (char) text.at(i));
        }
        return reversed.reverse().toString();
    }

    private static String commonEnd(String one, String other) {
        int length = 0;
        int most = Math.min(one.length(), other.length());
        while (length < most && one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length))
            length++;
        return one.substring(one.length() - length);
    }

    /** A word that ends replies, if not all that is said. */
    private Optional<String> lineEnd(List<SourceText> texts) {
        for (String mark : LINE_ENDS)
            for (SourceText text : texts) {
                SourceText bare = unclosed(text);
                int code = LineShape.replyCode(bare);
                boolean told = isEscape(mark) || code != DATA_ACCEPTED;
                if (code > 0 && told && endsWith(bare, mark)) return Optional.of(mark);
            }
        return Optional.empty();
    }
}
