package smtplint.analyzer.dialect;

import java.util.HashMap;
import java.util.Map;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** Whose lines are the server's, in a log that marks what this host sent and what it received: who greets tells. */
final class Sides {
    private final Map<String, Boolean> serves = new HashMap<>();

    /**
     * The side of a line.
     *
     * @param sent this host sent it
     */
    Kind of(String key, boolean sent, SourceText content) {
        boolean server = serves.computeIfAbsent(key, k -> sent == (LineShape.replyCode(content) > 0));
        return sent == server ? Kind.SERVER : Kind.CLIENT;
    }

    /** True when this host is the server, as far as is known. */
    boolean isServer(String key) {
        return serves.getOrDefault(key, true);
    }

    /** Another session begins under the key. */
    void forget(String key) {
        serves.remove(key);
    }
}
