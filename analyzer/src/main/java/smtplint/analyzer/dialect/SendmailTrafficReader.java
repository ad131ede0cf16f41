package smtplint.analyzer.dialect;

import java.util.HashMap;
import java.util.Map;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Reads sendmail -X. A process that accepts mail may deliver it at once: then two sessions of it are open, and what it
 * sends is a reply to one client or a command to another server.
 */
final class SendmailTrafficReader implements LineReader {
    private static final String OUT = " out";

    private final Sessions sessions;
    private final Talk talk;
    private final Map<String, Process> processes = new HashMap<>();

    private static final class Process {
        private boolean serves;
        private boolean delivers;
    }

    SendmailTrafficReader(Sessions sessions) {
        this.sessions = sessions;
        this.talk = new Talk(sessions, true, false);
        sessions.whenForgotten(this::forget);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        int arrow = SendmailTrafficDialect.arrowAt(line);
        if (arrow < 0 || line.at(arrow) == '=') return;
        String pid = line.string(line.start(), arrow - 1);
        Process process = processes.computeIfAbsent(pid, p -> new Process());
        SourceText content = SendmailTrafficDialect.content(line, arrow);
        boolean sent = line.at(arrow) == '>';
        boolean reply = LineShape.replyCode(content) > 0;
        boolean outside = !talk.contentDue(inKey(pid)) && !talk.contentDue(outKey(pid));
        if (outside && reply && LineShape.isGreeting(content)) greeted(process, pid, sent, content);
        boolean in = isOfServer(process, pid, sent, reply);
        Kind side = sent == in ? Kind.SERVER : Kind.CLIENT;
        LineEnding shown = ending == LineEnding.CRLF ? LineEnding.CRLF : LineEnding.UNKNOWN;
        talk.say(in ? inKey(pid) : outKey(pid), new Mark(side, content), shown, -1, line);
    }

    private void greeted(Process process, String pid, boolean sent, SourceText content) {
        boolean fresh = LineShape.replyCode(content) == 220;
        if (sent && !process.serves) process.serves = true;
        else if (!sent && !process.delivers && fresh) process.delivers = true;
        else if (!sent && fresh && sessions.session(outKey(pid)).isOver()) sessions.begin(outKey(pid));
    }

    /** Whether a line belongs to the session in which the process is the server. */
    private boolean isOfServer(Process process, String pid, boolean sent, boolean reply) {
        if (!process.delivers) return true;
        if (!process.serves) return false;
        if (talk.contentDue(outKey(pid)) && sent) return false;
        if (talk.contentDue(inKey(pid)) && !sent) return true;
        return sent == reply;
    }

    /** A process is forgotten with the last of its two sessions. */
    private void forget(String key) {
        boolean out = key.endsWith(OUT);
        String pid = out ? key.substring(0, key.length() - OUT.length()) : key;
        if (!sessions.isOpen(out ? inKey(pid) : outKey(pid))) processes.remove(pid);
    }

    private static String inKey(String pid) {
        return pid;
    }

    private static String outKey(String pid) {
        return pid + OUT;
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
