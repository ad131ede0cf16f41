package smtplint.analyzer.capture;

import java.util.Optional;

/** One TCP connection: two streams, who opened it and who ended it. */
final class Flow {
    enum Ending {
        NONE,
        BY_FIRST,
        BY_SECOND
    }

    private final Endpoint first;
    private final Endpoint second;
    private final Stream fromFirst = new Stream();
    private final Stream fromSecond = new Stream();
    private int opener;
    private long openTime = -1;
    private Ending ending = Ending.NONE;
    private long endTime = -1;
    private boolean firstIsDone;
    private boolean secondIsDone;

    /** @param first the side whose packet was seen first */
    Flow(Endpoint first, Endpoint second) {
        this.first = first;
        this.second = second;
    }

    /** True when the segment opens another connection between the same ports. */
    boolean isOverBefore(Segment segment) {
        if (!segment.has(Segment.SYN) || segment.has(Segment.ACK)) return false;
        Stream stream = stream(segment);
        boolean sameSyn = stream.isFromStart() && stream.offset(segment.sequence() + 1, 0) == 0;
        return !sameSyn && (ending != Ending.NONE || !fromFirst.isEmpty() || !fromSecond.isEmpty());
    }

    /** Notes what the header says; the stream that the segment has data for, if any. */
    Optional<Stream> add(Segment segment) {
        Stream stream = stream(segment);
        boolean isFirst = stream == fromFirst;
        if (segment.has(Segment.SYN)) {
            stream.startAt(segment.sequence() + 1);
            boolean opens = segment.has(Segment.ACK) != isFirst;
            if (opener == 0) {
                opener = opens ? 1 : 2;
                openTime = segment.time();
            }
        }
        if (segment.has(Segment.ACK)) other(stream).received(segment.acknowledged());
        end(segment, isFirst);
        boolean data = segment.length() > 0 && !segment.has(Segment.RST) && !segment.has(Segment.SYN);
        return data ? Optional.of(stream) : Optional.empty();
    }

    private void end(Segment segment, boolean isFirst) {
        boolean reset = segment.has(Segment.RST);
        boolean done = reset || segment.has(Segment.FIN);
        firstIsDone |= done && isFirst || reset;
        secondIsDone |= done && !isFirst || reset;
        if (!done || ending != Ending.NONE) return;
        ending = isFirst ? Ending.BY_FIRST : Ending.BY_SECOND;
        endTime = segment.time();
    }

    private Stream stream(Segment segment) {
        return segment.source().equals(first) ? fromFirst : fromSecond;
    }

    private Stream other(Stream stream) {
        return stream == fromFirst ? fromSecond : fromFirst;
    }

    /** True when neither side has more to say. */
    boolean isOver() {
        return firstIsDone && secondIsDone;
    }

    Endpoint first() {
        return first;
    }

    Endpoint second() {
        return second;
    }

    Stream fromFirst() {
        return fromFirst;
    }

    Stream fromSecond() {
        return fromSecond;
    }

    boolean isOpenedByFirst() {
        return opener == 1;
    }

    boolean isOpenedBySecond() {
        return opener == 2;
    }

    /** When the first SYN was captured, -1 when none was. */
    long openTime() {
        return openTime;
    }

    Ending ending() {
        return ending;
    }

    long endTime() {
        return endTime;
    }
}
