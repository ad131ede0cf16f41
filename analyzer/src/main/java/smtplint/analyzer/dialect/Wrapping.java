package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import smtplint.analyzer.source.SourceText;

/**
 * What a file puts around the lines of a recording: an encoding, colours, quote marks, HTML. It is taken off line by
 * line, and every octet keeps its place.
 *
 * @param inWords "quoted with \">\""
 * @param selects lines without it are left out
 * @param around makes a reader of wrapped lines out of a reader of bare ones; it may keep state
 */
record Wrapping(String inWords, boolean selects, UnaryOperator<LineReader> around) {
    private static final int ESCAPE = 0x1b;

    /** An encoding or colours, which must come off before anything can be told. */
    static Optional<Wrapping> certain(SourceText source, List<SourceText> lines) {
        if (startsWith(source, 0xff, 0xfe))
            return Optional.of(new Wrapping("in UTF-16", false, r -> new Utf16Lines(false, r)));
        if (startsWith(source, 0xfe, 0xff))
            return Optional.of(new Wrapping("in UTF-16", false, r -> new Utf16Lines(true, r)));
        Optional<Wrapping> mark = startsWith(source, 0xef, 0xbb, 0xbf)
                ? Optional.of(new Wrapping("behind a byte order mark", false, Unwrapped::withoutMark))
                : Optional.empty();
        boolean coloured = lines.stream().anyMatch(line -> line.indexOf(ESCAPE, line.start()) >= 0);
        if (!coloured) return mark;
        Wrapping colours = new Wrapping("coloured", false, Unwrapped::withoutColours);
        return Optional.of(mark.map(m -> m.over(colours)).orElse(colours));
    }

    /** What may have been done to the lines to show them on a page or in a mail. */
    static List<Wrapping> possible(List<SourceText> lines) {
        List<Wrapping> found = new ArrayList<>();
        Wrapping html = new Wrapping("in HTML", false, Unwrapped::withoutHtml);
        Wrapping quoted = new Wrapping("quoted with \">\"", true, Unwrapped::withoutQuotes);
        if (lines.stream().anyMatch(Unwrapped::isHtml)) found.add(html);
        long quotes = lines.stream().filter(Unwrapped::isQuoted).count();
        if (quotes > 1) {
            found.add(quoted);
            found.add(quoted.over(new Wrapping("twice", true, Unwrapped::withoutQuotes)));
            if (found.get(0) == html) found.add(quoted.over(html));
        }
        int indent = Unwrapped.indent(lines);
        if (indent > 0) found.add(new Wrapping("set in by " + indent, false, r -> Unwrapped.withoutIndent(indent, r)));
        SourceText first =
                lines.stream().filter(line -> !line.isEmpty()).findFirst().orElse(null);
        for (int words : LinePrefix.counts(lines))
            found.add(new Wrapping(
                    "behind \"" + LinePrefix.of(first, words) + "\"",
                    false,
                    r -> Unwrapped.withoutWords(words, first, r)));
        return found;
    }

    /** True when all lines stand in it beyond doubt: what fits them as they are may miss half of what they hold. */
    boolean isPlain(List<SourceText> lines) {
        return selects
                ? lines.stream().allMatch(line -> line.isEmpty() || Unwrapped.isQuoted(line))
                : lines.stream().anyMatch(Unwrapped::isPage);
    }

    /** This wrapping around another one. */
    Wrapping over(Wrapping inner) {
        return new Wrapping(
                inWords + ", " + inner.inWords(),
                selects || inner.selects(),
                reader -> around.apply(inner.around().apply(reader)));
    }

    /** The lines without it. */
    List<SourceText> unwrapped(List<SourceText> lines) {
        List<SourceText> bare = new ArrayList<>(lines.size());
        LineReader reader = around.apply((line, ending) -> bare.add(line));
        for (SourceText line : lines) reader.line(line, smtplint.analyzer.source.LineEnding.UNKNOWN);
        reader.finish();
        return bare;
    }

    private static boolean startsWith(SourceText source, int... octets) {
        if (source.start() != 0 || source.length() < octets.length) return false;
        for (int i = 0; i < octets.length; i++) if (source.at(i) != octets[i]) return false;
        return true;
    }
}
