package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** Commons Net's listener that prints commands: with marks for the first line of what each side says, or without. */
final class CommonsNetDialect extends Dialect {

    CommonsNetDialect() {
        super(
                "commons-net",
                "client.addProtocolCommandListener(new PrintCommandListener(out, true, '$', true))",
                Set.of(LINES, BOTH, ORDER),
                "the message; without marks, who spoke",
                """
                < 220 mx.example.com ESMTP
                > EHLO client.example.org$
                < 250-mx.example.com
                250 PIPELINING
                > QUIT$
                < 221 bye
                """);
    }

    /** The end of a command without the octets that the caller chose to show its end: a dollar sign, a pilcrow. */
    static int commandEnd(SourceText line) {
        int end = line.end();
        while (end > line.start() && line.at(end - 1) == '\r') end--;
        if (end > line.start() && line.at(end - 1) == '$') return end - 1;
        boolean pilcrow = end - 2 >= line.start() && line.at(end - 1) == 0xb6 && line.at(end - 2) == 0xc2;
        return pilcrow ? end - 2 : end;
    }

    static Optional<Mark> mark(SourceText line) {
        if (line.startsWith("< ", line.start())) return Optional.of(Mark.behind(Kind.SERVER, line, line.start() + 1));
        if (!line.startsWith("> ", line.start())) return Optional.empty();
        return Optional.of(new Mark(
                Kind.CLIENT, line.slice(line.start() + 2, Math.max(line.start() + 2, commandEnd(line)))));
    }

    /** The listener never shows content: where 354 is not followed by a reply, it is another program. */
    @Override
    Fit fit(Head head) {
        Tally marked = new Tally();
        Tally bare = new Tally();
        boolean ended = false;
        boolean accepted = false;
        boolean elides = false;
        for (SourceText line : head.lines()) {
            if (CurlDialect.mark(line, line.start()) == '*') return Fit.NONE;
            Optional<Mark> mark = mark(line);
            SourceText said = mark.map(Mark::content).orElse(line);
            if (accepted && LineShape.replyCode(said) == 0) return Fit.NONE;
            elides |= accepted;
            accepted = LineShape.replyCode(said) == 354;
            mark.ifPresent(marked::add);
            if (mark.isPresent()) {
                ended |= commandEnd(line) < line.end();
            } else if (LineShape.replyCode(line) > 0) {
                bare.server(line);
                marked.note();
            } else if (!line.isEmpty()) {
                SourceText command = line.slice(line.start(), commandEnd(line));
                ended |= command.end() < line.end() && WireLine.isCommand(command);
                bare.client(command);
                marked.other();
            }
        }
        return fit(marked, bare, ended, elides);
    }

    private static Fit fit(Tally marked, Tally bare, boolean ended, boolean elides) {
        if (marked.verbs() > 0 && marked.replies() > 0) {
            Fit fit = marked.fit("\"<\" and \">\"");
            return new Fit(fit.confidence() * (ended ? 0.95 : 0.85), fit.reasons());
        }
        boolean both = bare.verbs() > 1 && bare.replies() > 1;
        if (!both || !ended && !elides) return Fit.NONE;
        Fit fit = bare.fit("no marks, no content");
        return new Fit(fit.confidence() * (ended ? 0.85 : 0.77), fit.reasons());
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        boolean marked = head.lines().stream()
                .anyMatch(line -> mark(line).filter(Mark::isServer).isPresent());
        return marked ? new CommonsNetLineReader(sessions) : bare(sessions);
    }

    private static LineReader bare(Sessions sessions) {
        BareLineReader reader = new BareLineReader(sessions, true);
        return (line, ending) -> {
            boolean reply = LineShape.replyCode(line) > 0;
            reader.line(reply ? line : line.slice(line.start(), commandEnd(line)), ending);
        };
    }
}
