package smtplint.analyzer.source;

/** A range of bytes of the input: {@code start} is the first byte, {@code end} the byte after the last, both from 0. */
public record Span(int start, int end) implements Comparable<Span> {

    public Span {
        if (start < 0 || end < start) throw new IllegalArgumentException("no span: " + start + ".." + end);
    }

    public static Span at(int offset) {
        return new Span(offset, offset);
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    public boolean contains(int offset) {
        return start <= offset && offset < end;
    }

    public boolean covers(Span other) {
        return start <= other.start && other.end <= end;
    }

    public Span to(Span last) {
        return new Span(Math.min(start, last.start), Math.max(end, last.end));
    }

    @Override
    public int compareTo(Span other) {
        return start != other.start ? Integer.compare(start, other.start) : Integer.compare(end, other.end);
    }
}
