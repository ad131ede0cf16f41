package smtplint.analyzer.dialect;

import java.util.Optional;
import java.util.function.UnaryOperator;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Circumstances.Protocol;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads the project's own dialect. Lines that are neither of a side nor a directive are comments. */
final class SmtpLineReader implements LineReader {
    private final Sessions sessions;
    private String key = "";
    private boolean atHead = true;
    private boolean lossless;
    private boolean roleAtHead;
    private Circumstances circumstancesAtHead = Circumstances.UNKNOWN;
    private long time = -1;
    private final Clock clock = new Clock();

    SmtpLineReader(Sessions sessions) {
        this.sessions = sessions;
        sessions.eachSession(this::setUp);
    }

    private void setUp(SessionDraft session) {
        session.change(c -> circumstancesAtHead);
        if (lossless) session.shows(Evidence.WIRE);
        if (roleAtHead) session.shows(Evidence.ROLE);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        if (line.startsWith("C:", line.start())) say(Kind.CLIENT, line);
        else if (line.startsWith("S:", line.start())) say(Kind.SERVER, line);
        else Directive.of(line).ifPresent(directive -> obey(directive, line));
    }

    private void say(Kind side, SourceText line) {
        atHead = false;
        SourceText content = SmtpDialect.content(line);
        if (lossless) {
            Lossless wire = Lossless.read(content);
            sessions.add(key, TranscriptLine.said(side, wire.content(), wire.ending(), time, line));
        } else {
            sessions.add(key, TranscriptLine.said(side, content, LineEnding.UNKNOWN, time, line));
        }
    }

    private void obey(Directive directive, SourceText line) {
        switch (directive.word()) {
            case "lossless" -> lossless |= atHead;
            case "session" -> {
                atHead = false;
                key = directive.argument().toString();
                sessions.begin(key);
            }
            case "peer" ->
                circumstances(c ->
                        new Circumstances(c.protocol(), c.port(), Optional.of(directive.first()), c.tlsFromStart()));
            case "port" ->
                port(LineShape.number(directive.argument(), directive.argument().start()));
            case "protocol" -> protocol(directive);
            case "time" -> time(directive.argument());
            case "smtplint:" -> suppress(directive, line);
            default -> event(directive, line);
        }
    }

    private void port(int port) {
        if (port < 0 || port > 65_535) return;
        circumstances(c -> SessionDraft.atPort(c, port));
        role();
    }

    private void protocol(Directive directive) {
        for (Protocol protocol : Protocol.values()) {
            if (!directive.says(protocol.name())) continue;
            circumstances(c -> new Circumstances(Optional.of(protocol), c.port(), c.peer(), c.tlsFromStart()));
            role();
        }
    }

    /** Before the first session a directive holds for all of them, later for the one it stands in. */
    private void circumstances(UnaryOperator<Circumstances> change) {
        if (atHead) circumstancesAtHead = change.apply(circumstancesAtHead);
        else sessions.session(key).change(change);
    }

    private void role() {
        if (atHead) roleAtHead = true;
        else sessions.session(key).shows(Evidence.ROLE);
    }

    private void time(SourceText argument) {
        if (argument.isEmpty()) return;
        if (argument.at(argument.start()) == '+') {
            long more = Clock.seconds(argument, argument.start() + 1);
            if (more >= 0) time = Math.max(0, time) + more;
            return;
        }
        long timeOfDay = Clock.timeOfDay(argument, argument.start());
        long moment = timeOfDay >= 0 ? clock.at(timeOfDay) : Clock.seconds(argument, argument.start());
        if (moment >= 0) time = moment;
    }

    private void suppress(Directive directive, SourceText line) {
        String first = directive.first();
        if (!first.startsWith("ignore=") || first.length() == 7) return;
        sessions.suppress(first.substring(7), directive.rest(), line);
    }

    private void event(Directive directive, SourceText line) {
        Kind kind = switch (directive.word()) {
            case "open" -> Kind.OPENED;
            case "tls" -> directive.says("failed") ? Kind.TLS_FAILED : Kind.TLS;
            case "elided" -> Kind.ELIDED;
            case "gap" -> Kind.GAP;
            default -> closed(directive);
        };
        atHead = false;
        sessions.add(key, TranscriptLine.event(kind, line, time));
    }

    private static Kind closed(Directive directive) {
        if (directive.says("client")) return Kind.CLOSED_BY_CLIENT;
        return directive.says("server") ? Kind.CLOSED_BY_SERVER : Kind.CLOSED;
    }
}
