package smtplint.analyzer.capture;

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
    private int openPlace;
    private Ending ending = Ending.NONE;
    private long endTime = -1;
    private int endPlace;

    /** @param first the side whose packet was seen first */
    Flow(Endpoint first, Endpoint second) {
        this.first = first;
        this.second = second;
    }

    /** True when the segment opens another connection between the same ports. */
    boolean isOverBefore(Segment segment) {
        if (!segment.has(Segment.SYN) || segment.has(Segment.ACK)) return false;
        Stream stream = stream(segment);
        boolean sameSyn = stream.isFromStart() && stream.acknowledged(segment.sequence() + 1, 0) == 0;
        return !sameSyn && (ending != Ending.NONE || !fromFirst.isEmpty() || !fromSecond.isEmpty());
    }

    void add(Segment segment, int packet) {
        Stream stream = stream(segment);
        boolean isFirst = stream == fromFirst;
        if (segment.has(Segment.SYN)) {
            stream.startAt(segment.sequence() + 1);
            boolean opens = segment.has(Segment.ACK) != isFirst;
            if (opener == 0) {
                opener = opens ? 1 : 2;
                openTime = segment.time();
                openPlace = segment.to();
            }
        }
        boolean data = segment.length() > 0 && !segment.has(Segment.RST) && !segment.has(Segment.SYN);
        if (data) stream.add(segment, packet);
        if (ending == Ending.NONE && (segment.has(Segment.FIN) || segment.has(Segment.RST))) {
            ending = isFirst ? Ending.BY_FIRST : Ending.BY_SECOND;
            endTime = segment.time();
            endPlace = segment.to();
        }
    }

    private Stream stream(Segment segment) {
        return segment.source().equals(first) ? fromFirst : fromSecond;
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

    int openPlace() {
        return openPlace;
    }

    Ending ending() {
        return ending;
    }

    long endTime() {
        return endTime;
    }

    /** After the packet that ended the connection. */
    int endPlace() {
        return endPlace;
    }
}
