package smtplint.analyzer.dialect;

import java.util.List;
import smtplint.analyzer.source.SourceText;

/** Counts what the lines of a head are in the eyes of one dialect. */
final class Tally {
    private int replies;
    private int odd;
    private int verbs;
    private int client;
    private int notes;
    private int other;

    void server(SourceText content) {
        if (LineShape.replyCode(content) > 0) replies++;
        else odd++;
    }

    void client(SourceText content) {
        client++;
        if (WireLine.isCommand(content)) verbs++;
    }

    void add(Mark mark) {
        if (mark.isServer()) server(mark.content());
        else client(mark.content());
    }

    /** A line of the program's own that only this dialect has. */
    void note() {
        notes++;
    }

    /** A line that means nothing here. */
    void other() {
        other++;
    }

    int replies() {
        return replies;
    }

    int verbs() {
        return verbs;
    }

    boolean hasDialogue() {
        return replies + verbs > 0;
    }

    /** The share of the lines that have the marks; less where a side is missing. */
    Fit fit(String marks) {
        int marked = replies + client + notes;
        if (!hasDialogue() && notes < 2) return Fit.NONE;
        double share = marked / (double) (marked + odd + other);
        double sides = replies > 0 && verbs > 0 ? 1 : replies > 0 ? 0.85 : 0.7;
        return new Fit(
                share * sides,
                List.of(
                        marks + " on " + marked + " of " + (marked + odd + other) + " lines",
                        replies + " reply lines, " + client + " client lines"));
    }
}
