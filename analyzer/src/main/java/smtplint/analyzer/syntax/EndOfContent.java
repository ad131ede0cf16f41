package smtplint.analyzer.syntax;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.dialect.ContentTracker;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Decides of a lone dot between line ends that are not both CRLF whether the server took it for the end of the content.
 * The recording shows it: such a server gives more replies than one that reads on up to CRLF, dot, CRLF.
 */
final class EndOfContent {
    /** A session that does this more often is an attempt to make the search take long. */
    private static final int MOST_SEARCHES = 32;

    private static final int SERVICE_ENDS = 421;
    private static final int LF_REFUSED = 521;

    private final List<TranscriptLine> lines;
    private final Set<Evidence> evidence;
    private int searches;
    /** Dots before this line are content: the replies behind it have decided that. */
    private int contentUpTo;

    EndOfContent(List<TranscriptLine> lines, Set<Evidence> evidence) {
        this.lines = lines;
        this.evidence = evidence;
    }

    /**
     * @param at the index of the line with the dot
     * @param lineGoesOn more stands behind the dot and its line end in the same line
     */
    boolean isBelieved(int at, boolean lineGoesOn) {
        if (at < contentUpTo) return false;
        if (searches++ >= MOST_SEARCHES) return false;
        int reply = at + 1;
        int real = -1;
        boolean afterCrlf = lines.get(at).ending() == LineEnding.CRLF;
        for (; reply < lines.size() && lines.get(reply).kind() == TranscriptLine.Kind.CLIENT; reply++) {
            TranscriptLine line = lines.get(reply);
            if (real < 0 && afterCrlf && line.ending() == LineEnding.CRLF && isDot(line.content())) real = reply;
            afterCrlf = line.ending() == LineEnding.CRLF;
        }
        boolean nothingFollows = !lineGoesOn && reply == at + 1;
        int replies = repliesFrom(reply);
        boolean believed = replies == 0
                ? reply == lines.size() && (nothingFollows || real < 0 && !evidence.contains(Evidence.BOTH))
                : replies > owedForRealEnd(real, reply);
        if (!believed) contentUpTo = real >= 0 ? real : reply;
        return believed;
    }

    private static boolean isDot(SourceText content) {
        return content.length() == 1 && content.at(content.start()) == '.';
    }

    /** How many replies a server owes that ends the content at the real end: one, and one for each command behind it. */
    private int owedForRealEnd(int real, int reply) {
        if (real < 0) return 0;
        ContentTracker tracker = new ContentTracker(evidence);
        int owed = 1;
        for (TranscriptLine line : lines.subList(real + 1, reply)) {
            ContentTracker.Role role = tracker.client(line.content(), line.ending());
            if (role == ContentTracker.Role.COMMAND || role == ContentTracker.Role.END_OF_CONTENT) owed++;
        }
        return owed;
    }

    /** Complete replies up to the next line of the client; none when the first one ends the session. */
    private int repliesFrom(int at) {
        int replies = 0;
        for (int i = at; i < lines.size() && lines.get(i).kind() == TranscriptLine.Kind.SERVER; i++) {
            SourceText content = lines.get(i).content();
            int code = WireLine.replyCode(content);
            if (replies == 0 && (code == SERVICE_ENDS || code == LF_REFUSED)) return 0;
            if (code > 0 && !WireLine.announcesMore(content)) replies++;
        }
        return replies;
    }
}
