package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/**
 * {@code smtp: 0x55d0c0ffee00: text}, {@code mta: 0x...: text} or {@code 0x...: text}.
 *
 * @param server the line is of the server; of a client otherwise
 * @param key the address
 * @param text where the text begins, -1 in other lines
 */
record OpenSmtpdLine(SourceText line, boolean server, String key, int text) {

    static OpenSmtpdLine read(SourceText line) {
        int from = line.start();
        boolean server = line.startsWith("smtp: 0x", from);
        if (server) from += 6;
        else if (line.startsWith("mta: 0x", from)) from += 5;
        int end = from + 2;
        if (!line.startsWith("0x", from)) return new OpenSmtpdLine(line, false, "", -1);
        while (end < line.end() && Character.digit(line.at(end), 16) >= 0) end++;
        if (!line.startsWith(": ", end)) return new OpenSmtpdLine(line, false, "", -1);
        return new OpenSmtpdLine(line, server, line.string(from, end), end + 2);
    }

    Optional<Mark> mark() {
        boolean sent = line.startsWith(">>> ", text) || line.startsWith(">>>", text) && text + 3 == line.end();
        if (text < 0 || !sent && !line.startsWith("<<<", text)) return Optional.empty();
        return Optional.of(Mark.behind(sent == server ? Kind.SERVER : Kind.CLIENT, line, text + 3));
    }

    /** {@code >>> [...46 bytes...]}. */
    boolean isElided() {
        return text >= 0 && line.startsWith(">>> [...", text) && line.startsWith(" bytes...]", line.end() - 10);
    }

    /** The first line of a session: the address is used again by later ones. */
    boolean opens() {
        return text >= 0
                && (line.startsWith("connected to listener ", text) || line.startsWith("INIT -> BANNER", text));
    }
}
