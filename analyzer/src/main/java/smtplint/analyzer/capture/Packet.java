package smtplint.analyzer.capture;

import java.util.Arrays;

/**
 * A part of a packet that was captured: all of it, then what is inside its headers.
 *
 * @param to after the last octet that was captured
 * @param length octets that were sent
 * @param number in the file, from 1
 */
record Packet(Octets file, int from, int to, int length, long number, long time) {

    /** What follows a header. */
    Packet after(int header) {
        return new Packet(file, from + header, to, length - header, number, time);
    }

    /** The same octets in an array of their own: those of the file are overwritten. */
    Packet copy() {
        byte[] bytes = Arrays.copyOfRange(file.bytes(), from, Math.max(from, to));
        Octets own = new Octets(bytes, bytes.length, file.bigEndian(), file.base() + from);
        return new Packet(own, 0, bytes.length, length, number, time);
    }
}
