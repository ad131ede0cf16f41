package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** A structured log that no class here knows: in each line one field holds what was said, another who said it. */
final class RecordsDialect extends Dialect {
    /** The fields are told from what they hold, not from what they are called. */
    private static final double NAMED = 0.85;

    /** Marks before the text may look like columns. */
    private static final double COLUMNS = 0.77;

    RecordsDialect() {
        super(
                "records",
                "any program that logs JSON lines, name=value pairs or CSV with a field for the text and one for the side",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "what it hides is not known",
                """
                {"time":"2026-01-05T10:00:01Z","text":"220 mx.example.com ESMTP","dir":"in","session":7}
                {"time":"2026-01-05T10:00:01Z","text":"EHLO client.example.org","dir":"out","session":7}
                {"time":"2026-01-05T10:00:01Z","text":"250-mx.example.com\\r\\n250 SIZE 1000000","dir":"in","session":7}
                {"time":"2026-01-05T10:00:02Z","text":"QUIT","dir":"out","session":7}
                {"time":"2026-01-05T10:00:02Z","text":"221 bye","dir":"in","session":7}
                """);
    }

    @Override
    Fit fit(Head head) {
        Optional<RecordSearch> found = RecordSearch.in(head);
        if (found.isEmpty()) return Fit.NONE;
        RecordSearch search = found.get();
        Plausibility sides = new Plausibility();
        int lines = 0;
        int told = 0;
        for (SourceText line : head.lines()) {
            if (!line.isEmpty()) lines++;
            Optional<RecordSearch.Place> place = search.place(line);
            if (place.isEmpty()) continue;
            told++;
            search.said(line, place.get(), -1).forEach(sides::said);
        }
        if (!sides.holds() || sides.clientLines() == 0) return Fit.NONE;
        double share = told / (double) lines;
        double ceiling = search.form().escapes() ? NAMED : COLUMNS;
        return new Fit(
                0.5 + (ceiling - 0.5) * share,
                List.of(
                        "the field " + search.text() + " holds replies and commands, " + search.side()
                                + " says whose they are",
                        sides.replies() + " reply lines, " + sides.clientLines() + " client lines in " + lines));
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return RecordSearch.in(head)
                .<LineReader>map(found -> new Reader(found, sessions))
                .orElse((line, ending) -> {});
    }

    private static final class Reader implements LineReader {
        private final RecordSearch search;
        private final Talk talk;
        private final Clock clock = new Clock();

        private Reader(RecordSearch search, Sessions sessions) {
            this.search = search;
            this.talk = new Talk(sessions, true, true).hidingAnswers();
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            Optional<RecordSearch.Place> place = search.place(line);
            if (place.isEmpty()) return;
            RecordForm.Field text = place.get().text();
            long before = clock.firstIn(line, line.start(), text.from());
            long time = before >= 0 ? before : clock.firstIn(line, text.to(), line.end());
            for (TranscriptLine said : search.said(line, place.get(), time)) {
                talk.elideBefore(place.get().session(), said, line);
                talk.add(place.get().session(), said);
            }
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
