package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;

/**
 * Counts whether guessed sides make sense: what the client says outside content and AUTH is mostly commands, and the
 * server speaks first.
 */
final class Plausibility {
    private int replies;
    private int client;
    private int commands;
    private int others;
    private int lastCode;
    private boolean greeted;

    void said(TranscriptLine line) {
        if (line.kind() == TranscriptLine.Kind.SERVER) server(line.content());
        else client(line.content());
    }

    void server(SourceText content) {
        lastCode = LineShape.replyCode(content);
        if (lastCode == 0) return;
        if (replies++ == 0) greeted = client == 0 && LineShape.isGreeting(content);
    }

    void client(SourceText content) {
        client++;
        if (WireLine.isCommand(content)) commands++;
        else if (lastCode != 354 && lastCode != 334) others++;
    }

    int replies() {
        return replies;
    }

    int clientLines() {
        return client;
    }

    /** At most as many unknown words as commands, and a greeting or a good number of replies. */
    boolean holds() {
        return replies >= 2 && others <= commands && (greeted || replies >= 5);
    }
}
