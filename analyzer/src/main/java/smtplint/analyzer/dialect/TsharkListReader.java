package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads the list of packets. It names no ports: sessions side by side run together, and then nothing can be matched. */
final class TsharkListReader implements LineReader {
    private static final String BAR = " | ";

    private final Talk talk;
    /** A piece of the content was shown, and no reply to it. */
    private boolean contentRuns;

    private final HiddenQuit hidden = new HiddenQuit();

    TsharkListReader(Head head, Sessions sessions) {
        this.talk = new Talk(sessions, false, false);
        if (runTogether(head))
            sessions.eachSession(session -> {
                session.lacks(Evidence.BOTH);
                session.lacks(Evidence.ORDER);
                session.lacks(Evidence.LINES);
            });
    }

    /** A greeting while a session is open: there are several. */
    private static boolean runTogether(Head head) {
        boolean open = false;
        for (SourceText line : head.lines()) {
            TsharkRow row = TsharkRow.read(line);
            if (!row.isServer()) continue;
            int code = LineShape.replyCode(row.content());
            if (code == 220 && open && LineShape.contains(row.content(), "SMTP")) return true;
            open = code != 221 && code != 421;
        }
        return false;
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        TsharkRow row = TsharkRow.read(line);
        if (row.isContent()) {
            // Commands that tshark does not know, and chunks with their BDAT, are shown as fragments too.
            contentRuns |= talk.contentDue("");
            hidden.content();
            talk.event("", contentRuns ? Kind.ELIDED : Kind.GAP, row.time(), line);
        } else if (row.isServer()) {
            contentRuns = false;
            replies(row);
        } else if (row.isClient()) {
            for (SourceText part : parts(row.content())) say(Kind.CLIENT, part, row);
        }
    }

    private static List<SourceText> parts(SourceText text) {
        List<SourceText> parts = new ArrayList<>();
        int from = text.start();
        for (int bar = LineShape.find(text, BAR, from); bar >= 0; bar = LineShape.find(text, BAR, from)) {
            parts.add(text.slice(from, bar));
            from = bar + BAR.length();
        }
        parts.add(text.slice(from, text.end()));
        return parts;
    }

    /** The lines of a reply but the first are shown without their codes. */
    private void replies(TsharkRow row) {
        List<SourceText> parts = parts(row.content());
        SourceText head = parts.get(0);
        for (int i = 0; i < parts.size(); i++) {
            SourceText part = parts.get(i);
            if (LineShape.replyCode(part) > 0) {
                head = part;
                say(Kind.SERVER, part, row);
                continue;
            }
            boolean last = i + 1 == parts.size() || LineShape.replyCode(parts.get(i + 1)) > 0;
            if (LineShape.replyCode(head) > 0) say(Kind.SERVER, withCode(head, part, last), row);
        }
    }

    private static SourceText withCode(SourceText head, SourceText part, boolean last) {
        TextAssembler line = new TextAssembler(part.length() + 4);
        int place = part.span(part.start(), part.start()).start();
        line.addUnseen(head.string(head.start(), head.start() + 3) + (last ? " " : "-"), place);
        line.copy(part, part.start(), part.end());
        return line.text();
    }

    private void say(Kind side, SourceText text, TsharkRow row) {
        if (hidden.covers(side, text)) talk.event("", Kind.GAP, row.time(), text.slice(text.start(), text.start()));
        talk.say("", new Mark(side, text), LineEnding.UNKNOWN, row.time(), row.line());
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
