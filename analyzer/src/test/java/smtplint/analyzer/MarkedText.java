package smtplint.analyzer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Test text with carets under what must be found. A line of blanks and carets marks the line above it; a rule id may
 * follow the carets. Lines are joined by CRLF ({@link #crlf}) or LF ({@link #lf}). Visible symbols stand for bytes: ␍ ␊
 * ␉ ␀, one of the first two at the end of a line instead of its line end; {@code {x*998}} repeats, {@code {0xE9}} is
 * one byte.
 */
public record MarkedText(SourceText source, List<Mark> marks) {

    /** @param rule the id behind the carets, "" when there is none */
    public record Mark(Span span, String rule) {}

    private static final Pattern CARETS = Pattern.compile("^ *\\^[ ^]*(?: ([a-z-]+/[a-z0-9-]+))? *$");
    private static final Pattern BYTE = Pattern.compile("\\{0x([0-9A-F]{2})}");
    /** Private use characters that stand for single bytes until the text is encoded. */
    private static final int RAW = 0xE000;

    private static final Pattern REPEAT = Pattern.compile("\\{(.+?)\\*(\\d+)}");

    public static MarkedText crlf(String text) {
        return parse(text, "\r\n");
    }

    public static MarkedText lf(String text) {
        return parse(text, "\n");
    }

    private static MarkedText parse(String text, String lineEnd) {
        StringBuilder joined = new StringBuilder();
        List<Mark> marks = new ArrayList<>();
        String above = "";
        int aboveStart = 0;
        for (String line : text.lines().toList()) {
            Matcher carets = CARETS.matcher(line);
            if (carets.matches()) {
                String rule = carets.group(1) == null ? "" : carets.group(1);
                addMarks(line, above, aboveStart, rule, marks);
                continue;
            }
            aboveStart = utf8(joined.toString()).length;
            above = line;
            String expanded = expand(line);
            joined.append(expanded);
            if (!expanded.endsWith("\n") && !expanded.endsWith("\r")) joined.append(lineEnd);
        }
        return new MarkedText(SourceText.of(utf8(joined.toString())), List.copyOf(marks));
    }

    private static void addMarks(String carets, String above, int aboveStart, String rule, List<Mark> marks) {
        int i = 0;
        while ((i = carets.indexOf('^', i)) >= 0) {
            int end = i;
            while (end < carets.length() && carets.charAt(end) == '^') end++;
            Span span = new Span(aboveStart + bytes(above, i), aboveStart + bytes(above, end));
            marks.add(new Mark(span, rule));
            i = end;
        }
    }

    /** Bytes of the first columns of a line; a mark may begin or end inside of a repetition only at its edges. */
    private static int bytes(String line, int columns) {
        return utf8(expand(line.substring(0, Math.min(columns, line.length())))).length;
    }

    private static String expand(String line) {
        String raw = BYTE.matcher(line).replaceAll(m -> Character.toString(RAW + Integer.parseInt(m.group(1), 16)));
        String repeated = REPEAT.matcher(raw)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
        return repeated.replace('␍', '\r').replace('␊', '\n').replace('␉', '\t').replace('␀', '\0');
    }

    /** UTF-8, but for the characters that {@link #expand} made of single bytes. */
    private static byte[] utf8(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(c -> {
            if (c >= RAW && c < RAW + 256) bytes.write(c - RAW);
            else bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        });
        return bytes.toByteArray();
    }
}
