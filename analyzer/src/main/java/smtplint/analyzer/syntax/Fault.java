package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.Span;

/**
 * What a grammar refuses in a word.
 *
 * @param words empty when nothing
 * @param from the first character of the offence
 * @param to the character behind it
 */
record Fault(String words, int from, int to) {
    static final Fault NONE = new Fault("", 0, 0);

    static Fault at(String words, int character) {
        return new Fault(words, character, character + 1);
    }

    boolean isThere() {
        return !words.isEmpty();
    }

    /** Where it stands; all of the word where its characters can't be told apart in the input. */
    Span span(String word, Span wordSpan) {
        return from < to ? new Text(word, wordSpan).part(from, to) : wordSpan;
    }
}
