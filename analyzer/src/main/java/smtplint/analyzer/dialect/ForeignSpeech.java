package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Lines;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Another protocol where mail was looked for.
 *
 * @param span the first line that shows it
 */
public record ForeignSpeech(ForeignProtocol protocol, Span span) {
    private static final int LINES_READ = 200;
    private static final int LONGEST_PREFIX = 120;
    /** Of the lines of a text that fits no dialect, one in so many must be the protocol's. */
    private static final int SHARE = 5;

    private static final int ENOUGH = 10;

    /** What is spoken in a session whose sides are known. SMTP is believed before all others. */
    public static Optional<ForeignSpeech> in(SessionLines session) {
        Optional<ForeignSpeech> greeting = Optional.empty();
        List<ForeignSpeech> commands = new ArrayList<>();
        boolean served = false;
        for (TranscriptLine line : session.lines()) {
            if (line.isEvent()) continue;
            SourceText text = line.content();
            if (line.kind() == Kind.SERVER) {
                if (!served) greeting = at(ForeignProtocol.ofServer(text, text.start()), line.span());
                served |= !text.isEmpty();
                continue;
            }
            if (WireLine.verb(text).filter(ForeignSpeech::isOfMail).isPresent()) return Optional.empty();
            at(ForeignProtocol.ofClient(text, text.start()), line.span()).ifPresent(commands::add);
            if (commands.size() == ENOUGH) break;
        }
        if (greeting.isPresent() || !served) return greeting.or(() -> command(commands));
        // A client that speaks HTTP to a server of SMTP is at fault, and a rule's affair.
        boolean several = commands.size() > 1 && commands.get(0).protocol() != ForeignProtocol.HTTP;
        return several ? command(commands) : Optional.empty();
    }

    private static Optional<ForeignSpeech> command(List<ForeignSpeech> commands) {
        return commands.stream().findFirst();
    }

    private static boolean isOfMail(Verb verb) {
        return verb.isHello() || verb.isMailCommand();
    }

    private static Optional<ForeignSpeech> at(Optional<ForeignProtocol> protocol, Span span) {
        return protocol.map(p -> new ForeignSpeech(p, span));
    }

    /** What is spoken in an input that fits no dialect, whatever stands before the lines. */
    public static Optional<ForeignSpeech> in(SourceText source) {
        if (ForeignProtocol.isTls(source))
            return Optional.of(new ForeignSpeech(ForeignProtocol.TLS, source.span(source.start(), source.start() + 1)));
        Map<ForeignProtocol, Integer> votes = new EnumMap<>(ForeignProtocol.class);
        Map<ForeignProtocol, Span> first = new EnumMap<>(ForeignProtocol.class);
        Lines lines = new Lines(source);
        int read = 0;
        while (read < LINES_READ && lines.next()) {
            if (lines.length() == 0) continue;
            read++;
            SourceText line = source.slice(lines.start(), lines.contentEnd());
            Optional<ForeignProtocol> found = anywhere(line);
            found.ifPresent(protocol -> {
                votes.merge(protocol, 1, Integer::sum);
                first.putIfAbsent(protocol, line.span());
            });
        }
        int all = read;
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() * SHARE >= all)
                .map(most -> new ForeignSpeech(most.getKey(), first.getOrDefault(most.getKey(), source.span())));
    }

    private static Optional<ForeignProtocol> anywhere(SourceText line) {
        int last = Math.min(line.end(), line.start() + LONGEST_PREFIX);
        for (int i = line.start(); i < last; i++) {
            if (i > line.start() && LineShape.isWordOctet(line.at(i - 1))) continue;
            Optional<ForeignProtocol> found = ForeignProtocol.ofServer(line, i);
            if (found.isEmpty()) found = ForeignProtocol.ofClient(line, i);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }
}
