package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/**
 * What a server wrote in its log of events about a client that broke the protocol.
 *
 * @param command the client's words as quoted, or the whole complaint where it quotes none
 * @param words what was wrong with it
 */
record Complaint(SourceText command, SourceText words) {
    static final List<Form> EXIM = List.of(
            new Form("SMTP protocol error in \"", true),
            new Form("SMTP syntax error in \"", true),
            new Form("SMTP protocol synchronization error", false),
            new Form("dropped: too many syntax or protocol errors", false));
    static final List<Form> POSTFIX =
            List.of(new Form("improper command pipelining after ", false), new Form("non-SMTP command from ", false));
    /** Where the complaint of Exim begins, behind the addresses of the connection. */
    private static final String INTERFACE = " I=[";
    /** A path may hold quotation marks too. */
    private static final String END_OF_QUOTE = "\" H=";

    /** @param quotes the client's words follow, up to the next quotation mark */
    record Form(String mark, boolean quotes) {}

    /** Lines about AUTH are left out: what they quote may hold a password. */
    static Optional<Complaint> in(SourceText line, List<Form> forms) {
        for (Form form : forms) {
            int at = LineShape.find(line, form.mark(), line.start());
            if (at < 0) continue;
            if (LineShape.contains(line, "AUTH")) return Optional.empty();
            if (!form.quotes()) {
                SourceText whole = line.slice(at, line.end());
                return Optional.of(new Complaint(whole, whole));
            }
            int from = at + form.mark().length();
            int to = LineShape.find(line, END_OF_QUOTE, from);
            if (to < 0 || line.startsWithIgnoringCase("AUTH", from)) return Optional.empty();
            return Optional.of(new Complaint(line.slice(from, to), words(line, to + 1)));
        }
        return Optional.empty();
    }

    private static SourceText words(SourceText line, int from) {
        int connection = LineShape.find(line, INTERFACE, from);
        int end = connection < 0 ? from : line.indexOf(' ', connection + 1);
        int words = end < 0 ? from : LineShape.skipBlanks(line, end);
        return line.slice(Math.min(words, line.end()), line.end());
    }
}
