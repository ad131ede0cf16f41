package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;

/** How a line of a structured log writes its fields. */
enum RecordForm {
    JSON,
    /** {@code name=value name="quoted value"}. */
    PAIRS,
    COMMA(','),
    TAB('\t'),
    SEMICOLON(';');

    private final char separator;

    RecordForm() {
        this((char) 0);
    }

    RecordForm(char separator) {
        this.separator = separator;
    }

    /**
     * A field of a line.
     *
     * @param name as written; of a column its number
     * @param from where the value begins, behind its quote
     * @param to where it ends, before its quote
     */
    record Field(String name, int from, int to, boolean quoted) {
        SourceText value(SourceText line) {
            return line.slice(from, to);
        }
    }

    /** A value in quotes has escapes with backslashes. */
    boolean escapes() {
        return this == JSON || this == PAIRS;
    }

    /** The fields of a line in their order, nested ones too; none where the line is not of this form. */
    List<Field> fields(SourceText line) {
        return switch (this) {
            case JSON -> json(line);
            case PAIRS -> pairs(line);
            default -> columns(line);
        };
    }

    private static List<Field> json(SourceText line) {
        List<Field> fields = new ArrayList<>();
        int at = LineShape.skipBlanks(line, line.start());
        if (at == line.end() || line.at(at) != '{') return fields;
        while (at < line.end()) {
            if (line.at(at) != '"') {
                at++;
                continue;
            }
            int nameEnd = closingQuote(line, at + 1);
            int colon = LineShape.skipBlanks(line, Math.min(nameEnd + 1, line.end()));
            if (colon >= line.end() || line.at(colon) != ':') {
                at = nameEnd + 1;
                continue;
            }
            int value = LineShape.skipBlanks(line, colon + 1);
            boolean nested = value < line.end() && (line.at(value) == '{' || line.at(value) == '[');
            at = nested ? value : value(line, line.string(at + 1, nameEnd), value, ",}] \t", fields);
        }
        return fields;
    }

    private static List<Field> pairs(SourceText line) {
        List<Field> fields = new ArrayList<>();
        int at = line.start();
        while (at < line.end()) {
            int name = at;
            while (at < line.end() && isName(line.at(at))) at++;
            boolean named = at > name && at < line.end() && line.at(at) == '=';
            at = named ? value(line, line.string(name, at), at + 1, " \t", fields) : at + 1;
        }
        return fields;
    }

    private static boolean isName(int c) {
        return LineShape.isWordOctet(c) || c == '_' || c == '.' || c == '-';
    }

    private List<Field> columns(SourceText line) {
        List<Field> fields = new ArrayList<>();
        String ends = String.valueOf(separator);
        int at = line.start();
        while (at <= line.end()) {
            at = value(line, String.valueOf(fields.size()), at, ends, fields) + 1;
            if (at <= line.end() && line.at(at - 1) != separator) return List.of();
        }
        return fields.size() > 1 ? fields : List.of();
    }

    /** Adds the value that begins at an offset, and says where it ends, quote included. */
    private static int value(SourceText line, String name, int from, String ends, List<Field> fields) {
        boolean quoted = from < line.end() && line.at(from) == '"';
        int start = quoted ? from + 1 : from;
        int end = start;
        if (quoted) end = closingQuote(line, start);
        else while (end < line.end() && ends.indexOf(line.at(end)) < 0) end++;
        fields.add(new Field(name, start, Math.min(end, line.end()), quoted));
        return quoted ? Math.min(end + 1, line.end()) : end;
    }

    /** A quote in the value has a backslash before it, or another quote behind it. */
    private static int closingQuote(SourceText line, int from) {
        int i = from;
        while (i < line.end()) {
            boolean twice = line.at(i) == '"' && i + 1 < line.end() && line.at(i + 1) == '"';
            if (line.at(i) == '"' && !twice) return i;
            i += twice || line.at(i) == '\\' ? 2 : 1;
        }
        return line.end();
    }
}
