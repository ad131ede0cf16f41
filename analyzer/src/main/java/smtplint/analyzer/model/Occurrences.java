package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** How often something was met while content streamed past, and where, for the first few. */
public final class Occurrences {
    /** So many places are kept; more are counted only. */
    public static final int KEPT = 8;

    private int count;
    private List<Span> first = List.of();

    public void add(Span place) {
        if (count == 0) first = new ArrayList<>(1);
        if (count++ < KEPT) first.add(place);
    }

    /** Of the text between two offsets; its place is made only where it is kept. */
    public void add(SourceText text, int from, int to) {
        if (count < KEPT) add(text.span(from, to));
        else count++;
    }

    public int total() {
        return count;
    }

    public boolean any() {
        return count > 0;
    }

    public List<Span> places() {
        return List.copyOf(first);
    }

    public Span firstPlace() {
        return first.get(0);
    }
}
