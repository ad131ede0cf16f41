package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;

/** The lines of a reply that a program wrote as one, {@code 250-mx.example.com, 250-SIZE 1000, 250 HELP}. */
final class JoinedReply {
    /** What may stand between two lines; the last two are letters. */
    private static final String[] JOINTS = {", ", " | ", "[nl]", "<br>", "<CRLF>", "\\r\\n", "\\n"};

    private JoinedReply() {}

    /** The lines; the text alone where it announces no more, or does not hold more. */
    static List<SourceText> lines(SourceText text) {
        if (!WireLine.announcesMore(text)) return List.of(text);
        List<SourceText> lines = new ArrayList<>();
        int from = text.start();
        for (int i = from + 4; i + 4 < text.end() && text.at(from + 3) == '-'; i++) {
            int next = behindJoint(text, i);
            if (next < 0 || !isLine(text, next)) continue;
            lines.add(text.slice(from, i));
            from = next;
            i = next + 2;
        }
        int end = text.end();
        for (String joint : JOINTS)
            if (end - joint.length() > from && text.startsWith(joint, end - joint.length())) end -= joint.length();
        lines.add(text.slice(from, end));
        return lines;
    }

    private static int behindJoint(SourceText text, int at) {
        for (String joint : JOINTS) if (text.startsWith(joint, at)) return at + joint.length();
        return -1;
    }

    /** All lines of a reply have the same code (RFC 5321 §4.2.1). */
    private static boolean isLine(SourceText text, int at) {
        int start = text.start();
        for (int i = 0; i < 3; i++) if (at + i >= text.end() || text.at(at + i) != text.at(start + i)) return false;
        return at + 3 == text.end() || text.at(at + 3) == '-' || text.at(at + 3) == ' ';
    }
}
