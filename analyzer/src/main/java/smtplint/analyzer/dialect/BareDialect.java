package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** No marks at all, as in a terminal: who spoke follows from what was said before. */
final class BareDialect extends Dialect {
    /** Lines that telnet or netcat may write before the greeting. */
    private static final int LINES_BEFORE = 8;

    /** Lines of its own that a program may write where only the server is shown. */
    private static final int LINES_OF_NOTES = 3;

    private static final int LONGEST_NOTE = 200;

    /** Header sections of mails make a short session look like a message, but none holds what the program says of itself. */
    private static final double NAMED = 0.22;

    private final List<String> notes;

    private BareDialect(
            String name, String recordedBy, Set<Evidence> preserves, String hides, List<String> notes, String example) {
        super(name, recordedBy, preserves, hides, example);
        this.notes = notes;
    }

    /** A terminal's session, told by what telnet says of itself. */
    static BareDialect telnet() {
        return new BareDialect(
                "telnet",
                "telnet mx.example.com 25, also under script(1)",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "who spoke; line ends",
                List.of("Escape character is '"),
                """
                Trying 192.0.2.25...
                Connected to mx.example.com.
                Escape character is '^]'.
                220 mx.example.com ESMTP
                EHLO client.example.org
                250 mx.example.com
                QUIT
                221 bye
                Connection closed by foreign host.
                """);
    }

    /** Netcat, told by what -v adds. */
    static BareDialect netcat() {
        return new BareDialect(
                "netcat",
                "nc -v mx.example.com 25; ncat -C -v or -vv",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "who spoke; line ends; with pipes the client's side",
                List.of(" succeeded!", "] open", "Ncat: Connected to "),
                """
                Connection to mx.example.com (192.0.2.25) 25 port [tcp/smtp] succeeded!
                220 mx.example.com ESMTP
                250 mx.example.com
                221 bye
                """);
    }

    /** Lines of which nothing tells the program. */
    static BareDialect unmarked() {
        return new BareDialect(
                "bare",
                "by hand: sessions of unknown programs, exim -bs, sendmail -bs, smtpmail-debug-info of Emacs",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "who spoke; line ends; with netcat and pipes the client's side",
                List.of(),
                """
                220 mx.example.com ESMTP
                EHLO client.example.org
                250 mx.example.com
                QUIT
                221 bye
                """);
    }

    /** True when the program names itself before the greeting. */
    private boolean isNamed(Head head) {
        for (SourceText line : head.lines()) {
            if (LineShape.replyCode(line) > 0) return false;
            for (String note : notes) if (line.length() < LONGEST_NOTE && LineShape.contains(line, note)) return true;
        }
        return false;
    }

    @Override
    Fit fit(Head head) {
        boolean named = isNamed(head);
        if (!greetsEarly(head) || !named && !notes.isEmpty()) return Fit.NONE;
        int all = 0;
        for (SourceText line : head.lines()) {
            // sendmail -v marks its own lines, and only those.
            if (line.startsWith(">>> ", line.start())) return Fit.NONE;
            if (!line.isEmpty() && !BareLineReader.isOfNcat(line)) all++;
        }
        List<SessionLines> read = Sessions.all(preserves(), ReadingLimits.DEFAULT, sessions -> {
            LineReader reader = reader(head, sessions);
            for (SourceText line : head.lines()) reader.line(line, LineEnding.UNKNOWN);
        });
        Plausibility sides = new Plausibility();
        for (SessionLines session : read)
            for (TranscriptLine line : session.lines()) {
                if (line.kind() == Kind.CLIENT) sides.client(line.content());
                if (line.kind() == Kind.SERVER) sides.server(line.content());
            }
        int said = sides.replies() + sides.clientLines();
        boolean both = sides.clientLines() > 0;
        // A recorder that marks only the client's lines would look like a server alone.
        if (!sides.holds() || !both && said + LINES_OF_NOTES < all) return Fit.NONE;
        double share = Math.min(1, (said + LINES_BEFORE / 2) / (double) all);
        return new Fit(
                share * (both ? 0.75 : 0.65) + (named ? NAMED : 0),
                List.of(
                        named ? "\"" + notes.get(0).strip() + "\"" : "begins with a greeting",
                        sides.replies() + " reply lines, " + sides.clientLines() + " client lines of " + all));
    }

    private static boolean greetsEarly(Head head) {
        int seen = 0;
        for (SourceText line : head.lines()) {
            if (line.isEmpty() || BareLineReader.isOfNcat(line)) continue;
            if (LineShape.replyCode(line) > 0) return LineShape.isGreeting(line);
            if (++seen == LINES_BEFORE) return false;
        }
        return false;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        boolean clientShown = head.lines().stream().anyMatch(WireLine::isCommand);
        return new BareLineReader(sessions, clientShown);
    }
}
