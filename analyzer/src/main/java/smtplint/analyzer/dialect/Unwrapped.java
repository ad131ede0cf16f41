package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Readers that take something off each line before they hand it on. */
final class Unwrapped implements LineReader {
    private static final int ESCAPE = 0x1b;
    private static final String[] PAGES = {"<!doctype html", "<html", "<body", "<pre", "<code"};
    private static final int LONGEST_ENTITY = 8;
    private static final int LONGEST_TAG = 300;
    /** Tags that end a line, and those that do not. */
    private static final Set<String> BREAKS = Set.of("br", "p", "div", "li", "tr", "pre", "blockquote");

    private static final Set<String> TAGS = Set.of(
            "code", "span", "b", "i", "em", "strong", "tt", "font", "ul", "ol", "td", "table", "tbody", "html", "body",
            "head", "samp", "kbd", "a");

    private final LineReader reader;
    private final BiConsumer<SourceText, LineEnding> taking;

    private Unwrapped(LineReader reader, BiConsumer<SourceText, LineEnding> taking) {
        this.reader = reader;
        this.taking = taking;
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        taking.accept(line, ending);
    }

    @Override
    public void finish() {
        reader.finish();
    }

    /** Without the mark of UTF-8 in the first line of a file. */
    static LineReader withoutMark(LineReader reader) {
        return new Unwrapped(reader, (line, ending) -> {
            boolean marked = line.start() == 0 && line.startsWith("\u00ef\u00bb\u00bf", 0);
            reader.line(marked ? line.slice(3, line.end()) : line, ending);
        });
    }

    /** Without escape sequences of a terminal (ECMA-48 §5.4). */
    static LineReader withoutColours(LineReader reader) {
        return new Unwrapped(reader, (line, ending) -> {
            if (line.indexOf(ESCAPE, line.start()) < 0) {
                reader.line(line, ending);
                return;
            }
            TextAssembler out = new TextAssembler(line.length());
            int from = line.start();
            for (int i = from; i < line.end(); ) {
                int end = sequenceEnd(line, i);
                if (end > i) {
                    out.copy(line, from, i);
                    from = end;
                }
                i = Math.max(end, i + 1);
            }
            out.copy(line, from, line.end());
            reader.line(out.text(), ending);
        });
    }

    private static int sequenceEnd(SourceText line, int at) {
        if (line.at(at) != ESCAPE || at + 1 >= line.end()) return at;
        if (line.at(at + 1) != '[') return at + 2;
        int i = at + 2;
        while (i < line.end() && line.at(i) >= 0x20 && line.at(i) < 0x40) i++;
        return Math.min(line.end(), i + 1);
    }

    static boolean isQuoted(SourceText line) {
        int from = LineShape.skipBlanks(line, line.start());
        return from - line.start() < 4 && from < line.end() && line.at(from) == '>';
    }

    /** Without one level of quoting; what is not quoted is not handed on. */
    static LineReader withoutQuotes(LineReader reader) {
        return new Unwrapped(reader, (line, ending) -> {
            if (!isQuoted(line)) return;
            int text = LineShape.skipBlanks(line, line.start()) + 1;
            if (text < line.end() && line.at(text) == ' ') text++;
            reader.line(line.slice(text, line.end()), ending);
        });
    }

    /** The blanks before all lines that are not empty. */
    static int indent(List<SourceText> lines) {
        int least = Integer.MAX_VALUE;
        for (SourceText line : lines) {
            int text = LineShape.skipBlanks(line, line.start());
            if (text < line.end()) least = Math.min(least, text - line.start());
        }
        return least == Integer.MAX_VALUE ? 0 : least;
    }

    static LineReader withoutIndent(int indent, LineReader reader) {
        return new Unwrapped(reader, (line, ending) -> {
            int from = Math.min(line.start() + indent, LineShape.skipBlanks(line, line.start()));
            reader.line(line.slice(from, line.end()), ending);
        });
    }

    /** Without the first words of the lines that begin as the first of them does. */
    static LineReader withoutWords(int words, SourceText first, LineReader reader) {
        return new Unwrapped(
                reader,
                (line, ending) -> reader.line(
                        LinePrefix.begins(line, first, words) ? LinePrefix.without(line, words) : line, ending));
    }

    /** True for a line that begins as pages of HTML do; programs that write HTML of their own have no such line. */
    static boolean isPage(SourceText line) {
        for (String tag : PAGES) if (line.startsWithIgnoringCase(tag, line.start())) return true;
        return false;
    }

    static boolean isHtml(SourceText line) {
        for (int i = line.start(); i < line.end(); i++) {
            if (line.at(i) == '&' && entity(line, i) >= 0) return true;
            if (line.at(i) == '<' && tagEnd(line, i) > 0) return true;
        }
        return false;
    }

    /** Without tags and entities; a tag that breaks the line does so here. */
    static LineReader withoutHtml(LineReader reader) {
        return new Unwrapped(reader, (line, ending) -> {
            TextAssembler out = new TextAssembler(line.length());
            boolean broken = false;
            for (int i = line.start(); i < line.end(); ) {
                int tag = line.at(i) == '<' ? tagEnd(line, i) : -1;
                int octet = line.at(i) == '&' ? entity(line, i) : -1;
                if (tag > 0) {
                    broken = BREAKS.contains(tagName(line, i));
                    if (broken && out.length() > 0) {
                        reader.line(out.text(), ending);
                        out = new TextAssembler(line.length());
                    }
                    i = tag;
                } else if (octet >= 0) {
                    int end = line.indexOf(';', i) + 1;
                    out.add(octet, line.span(i, end));
                    i = end;
                } else {
                    out.copy(line, i, i + 1);
                    i++;
                }
            }
            if (out.length() > 0 || !broken) reader.line(out.text(), ending);
        });
    }

    /** The offset after a tag of HTML, -1 where none stands. */
    private static int tagEnd(SourceText line, int at) {
        String name = tagName(line, at);
        if (!BREAKS.contains(name) && !TAGS.contains(name)) return -1;
        int close = find(line, '>', at, LONGEST_TAG);
        return close < 0 ? -1 : close + 1;
    }

    private static String tagName(SourceText line, int at) {
        int from = at + 1 < line.end() && line.at(at + 1) == '/' ? at + 2 : at + 1;
        int end = from;
        while (end < line.end() && end - from < 11 && Character.isLetter(line.at(end))) end++;
        boolean whole = end < line.end() && (line.at(end) == '>' || line.at(end) == ' ' || line.at(end) == '/');
        return whole ? smtplint.analyzer.model.Ascii.lower(line.string(from, end)) : "";
    }

    /** The octet that an entity stands for, -1 where none stands. */
    private static int entity(SourceText line, int at) {
        int end = find(line, ';', at, LONGEST_ENTITY);
        if (end < 0) return -1;
        return switch (line.string(at + 1, end)) {
            case "lt", "#60", "#x3c", "#x3C" -> '<';
            case "gt", "#62", "#x3e", "#x3E" -> '>';
            case "amp", "#38", "#x26" -> '&';
            case "quot", "#34", "#x22" -> '"';
            case "apos", "#39", "#039", "#x27" -> '\'';
            case "nbsp", "#160", "#32" -> ' ';
            default -> -1;
        };
    }

    /** Looks no farther than so many octets, so that a line of nothing but openings costs no more than others. */
    private static int find(SourceText line, int octet, int from, int most) {
        int last = Math.min(line.end(), from + most);
        for (int i = from; i < last; i++) if (line.at(i) == octet) return i;
        return -1;
    }
}
