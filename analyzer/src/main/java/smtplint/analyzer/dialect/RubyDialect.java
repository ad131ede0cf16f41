package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.WIRE;

import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** Ruby's Net::SMTP: arrows that point from the server to the program, and string literals. */
final class RubyDialect extends Dialect {
    private static final String[] NOTES = {"Connection opened: ", "writing message from ", "wrote ", "TLS connection"};

    RubyDialect() {
        super(
                "ruby-net-smtp",
                "smtp = Net::SMTP.new('mx.example.com', 25); smtp.set_debug_output($stderr)",
                Set.of(LINES, BOTH, ORDER, WIRE),
                "the message; who closed the connection",
                """
                Connection opened: mx.example.com:25
                -> "220 mx.example.com ESMTP\\r\\n"
                <- "EHLO client.example.org\\r\\n"
                -> "250 mx.example.com\\r\\n"
                <- "QUIT\\r\\n"
                -> "221 bye\\r\\n"
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        for (SourceText line : head.lines()) {
            if (line.startsWith("-> \"", line.start()))
                tally.server(literal(line).text());
            else if (line.startsWith("<- \"", line.start()))
                tally.client(literal(line).text());
            else if (isNote(line)) tally.note();
            else if (!line.isEmpty()) tally.other();
        }
        return tally.fit("\"->\" and \"<-\" with Ruby literals");
    }

    private static QuotedLiteral literal(SourceText line) {
        return QuotedLiteral.read(line, line.start() + 3, false);
    }

    private static boolean isNote(SourceText line) {
        for (String note : NOTES) if (line.startsWith(note, line.start())) return true;
        return false;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return (line, ending) -> read(line, sessions);
    }

    private static void read(SourceText line, Sessions sessions) {
        if (line.startsWith("-> \"", line.start())) say(Kind.SERVER, line, sessions);
        else if (line.startsWith("<- \"", line.start())) say(Kind.CLIENT, line, sessions);
        else if (line.startsWith("Connection opened: ", line.start())) sessions.event(Kind.OPENED, line);
        else if (line.startsWith("TLS connection started", line.start())) sessions.event(Kind.TLS, line);
        else if (line.startsWith("writing message from ", line.start())) sessions.event(Kind.ELIDED, line);
    }

    private static void say(Kind side, SourceText line, Sessions sessions) {
        literal(line).lines(side, -1, line).forEach(said -> sessions.add("", said));
    }
}
