package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Cuts a slice into tokens, all at once. A subclass is a class table and the loop over the bytes; it calls {@link #add}
 * for each token. Offsets are buffer offsets of the text; the end is the byte after the last.
 */
abstract class ByteLexer extends TokenTable {
    private static final SourceText NOTHING = SourceText.of(new byte[0]);

    private SourceText text = NOTHING;

    /** Reads the bytes {@code from} to {@code to} of the text; tokens of an earlier slice become invalid. */
    final void read(SourceText source, int from, int to) {
        text = source;
        clear();
        scan(source.buffer(), from, to);
        close(to);
    }

    /** Calls {@link #add} for every token, in order and without gaps: no byte is lost. */
    protected abstract void scan(byte[] bytes, int from, int to);

    final SourceText text() {
        return text;
    }

    final Span span(int index) {
        return text.span(start(index), end(index));
    }

    /** The text of a token. */
    final Text textOf(int index) {
        return Text.of(text, start(index), end(index));
    }

    @Override
    protected final String string(int from, int to) {
        return text.string(from, to);
    }
}
