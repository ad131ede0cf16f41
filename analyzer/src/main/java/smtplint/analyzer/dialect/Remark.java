package smtplint.analyzer.dialect;

import java.util.List;
import smtplint.analyzer.source.Span;

/**
 * What the reader of an input has to say about it.
 *
 * @param words fill the gaps of the message
 */
public record Remark(Kind kind, Span span, List<String> words) {
    public enum Kind {
        /** Another protocol is spoken. */
        FOREIGN,
        /** The dialect is a guess. */
        DOUBTFUL,
        /** Another dialect begins. */
        MIXED,
        /** The other file of a pair is of another session. */
        APART,
        /** The program that wrote the log says that a client broke the protocol. */
        REPORTED
    }

    public Remark {
        words = List.copyOf(words);
    }

    /** Sessions or connections of another protocol. */
    public static Remark foreign(ForeignSpeech speech, int connections) {
        String protocol = speech.protocol().inWords();
        String words = connections == 1 ? "This is " + protocol : connections + " connections speak " + protocol;
        return new Remark(Kind.FOREIGN, speech.span(), List.of(words));
    }
}
