package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads octets that a program printed in hexadecimal digits. */
final class HexDump {
    private HexDump() {}

    /**
     * Adds the octets from an offset on.
     *
     * @param most how many octets a line holds at most
     * @return where reading stopped
     */
    static int read(SourceText line, int from, int most, TextAssembler out) {
        int i = from;
        for (int octets = 0; octets < most && i < line.end(); octets++) {
            int next = i;
            // One blank or hyphen between octets, two blanks in the middle of a line; more end it.
            while (next < line.end() && (line.at(next) == ' ' || line.at(next) == '-') && next - i < 2) next++;
            int value = octet(line, next);
            if (value < 0) return i;
            out.add(value, line.span(next, next + 2));
            i = next + 2;
        }
        return i;
    }

    private static int octet(SourceText line, int at) {
        if (at + 2 > line.end()) return -1;
        int high = Character.digit(line.at(at), 16);
        int low = Character.digit(line.at(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
