package smtplint.analyzer.dialect;

import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads followed streams. In text the length says where a segment ends; no line of it is looked at. */
final class TsharkFollowReader implements LineReader {
    private static final int OCTETS_A_LINE = 16;
    private static final int LONGEST = 1 << 20;

    private final Sessions sessions;
    private final WireStream wire;
    private Form form = Form.NONE;
    private String key = "";
    private String sender = "";
    private long left;

    private enum Form {
        NONE,
        ASCII,
        HEX,
        RAW
    }

    TsharkFollowReader(Sessions sessions) {
        this.sessions = sessions;
        this.wire = new WireStream(sessions, true, true).withDots();
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        if (left > 0) segment(line, ending);
        else if (line.startsWith("Follow: tcp,", line.start())) form = form(line);
        else if (line.startsWith("Filter: ", line.start())) key = line.string(line.start() + 8, line.end());
        else if (line.startsWith("Node 1: ", line.start())) begin(line);
        else if (line.startsWith("====", line.start())) form = Form.NONE;
        else if (form != Form.NONE && !line.isEmpty() && line.at(line.start()) != 'N') content(line);
    }

    private static Form form(SourceText line) {
        if (LineShape.contains(line, ",hex")) return Form.HEX;
        return LineShape.contains(line, ",raw") ? Form.RAW : Form.ASCII;
    }

    private void begin(SourceText line) {
        SessionDraft session = sessions.begin(key);
        wire.dots(form == Form.ASCII);
        if (form != Form.ASCII) session.shows(Evidence.WIRE);
        int colon = line.end();
        while (colon > line.start() && line.at(colon - 1) != ':') colon--;
        int number = LineShape.number(line, colon);
        if (number > 0) session.change(c -> SessionDraft.atPort(c, number));
    }

    private void content(SourceText line) {
        boolean indented = line.at(line.start()) == '\t';
        int from = indented ? line.start() + 1 : line.start();
        sender = indented ? "1" : "0";
        if (form == Form.ASCII) {
            left = Math.max(0, LineShape.number(line, from));
            return;
        }
        TextAssembler octets = new TextAssembler(line.length() / 2);
        if (form == Form.HEX) {
            int text = from;
            while (text < line.end() && line.at(text) != ' ') text++;
            HexDump.read(line, text, OCTETS_A_LINE, octets);
        } else {
            HexDump.read(line, from, LONGEST, octets);
        }
        add(octets.text());
    }

    private void segment(SourceText line, LineEnding ending) {
        TextAssembler octets = new TextAssembler(line.length() + 2);
        int end = (int) Math.min(line.end(), line.start() + left);
        octets.copy(line, line.start(), end);
        left -= end - line.start();
        String tail = ending == LineEnding.CRLF ? "\r\n" : ending == LineEnding.LF ? "\n" : "";
        String shown = tail.substring(0, (int) Math.min(left, tail.length()));
        octets.addUnseen(shown, line.span().end());
        left -= shown.length();
        add(octets.text());
    }

    private void add(SourceText octets) {
        wire.add(key, sender, sender.equals("1") ? "0" : "1", octets, -1);
    }

    @Override
    public void finish() {
        wire.finish();
    }
}
