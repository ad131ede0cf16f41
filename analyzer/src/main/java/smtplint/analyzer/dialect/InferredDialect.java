package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** A form that no class here knows, but that marks the sides with two prefixes, one of which reply codes follow. */
final class InferredDialect extends Dialect {
    /** Any known dialect is better than a guess. */
    private static final double CEILING = 0.79;

    InferredDialect() {
        super(
                "inferred",
                "any program that puts one mark before what it sends and another before what it receives",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "what it hides is not known",
                """
                [10:00:01] <- 220 mx.example.com ESMTP
                [10:00:01] -> EHLO client.example.org
                [10:00:01] <- 250 mx.example.com
                [10:00:02] -> QUIT
                [10:00:02] <- 221 bye
                """);
    }

    @Override
    Fit fit(Head head) {
        Optional<MarkerSearch> found = MarkerSearch.in(head);
        if (found.isEmpty()) return Fit.NONE;
        MarkerSearch marks = found.get();
        Plausibility sides = new Plausibility();
        int other = 0;
        for (SourceText line : head.lines()) {
            if (isPacket(line)) return Fit.NONE;
            Optional<MarkerSearch.Place> place = marks.place(line);
            if (place.isEmpty() && !line.isEmpty()) other++;
            place.ifPresent(p -> marks.said(line, p, -1).forEach(sides::said));
        }
        if (!sides.holds() || sides.clientLines() == 0) return Fit.NONE;
        int said = sides.replies() + sides.clientLines();
        double share = said / (double) (said + other);
        double confidence = share < 0.2 ? share : 0.5 + (CEILING - 0.5) * share;
        return new Fit(
                confidence,
                List.of(
                        "reply codes follow \"" + marks.server().words() + "\", commands \""
                                + marks.client().words() + "\"",
                        sides.replies() + " reply lines, " + sides.clientLines() + " client lines, " + other
                                + " others"));
    }

    /** Packet lists join lines and cut them: {@code Flags [P.]} and arrows (U+2192) between addresses. */
    private static boolean isPacket(SourceText line) {
        return LineShape.contains(line, ": Flags [") || LineShape.contains(line, " \u00e2\u0086\u0092 ");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return MarkerSearch.in(head)
                .<LineReader>map(marks -> new InferredLineReader(marks, sessions))
                .orElse((line, ending) -> {});
    }
}
