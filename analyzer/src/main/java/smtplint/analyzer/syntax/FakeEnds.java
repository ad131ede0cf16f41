package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Occurrences;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Finds the sequences that some server takes for the end of the content although they are not CRLF, dot, CRLF: a lone
 * dot between two line ends of any kind, NUL beside it left out (RFC 5321 §4.1.1.4).
 */
final class FakeEnds {
    private final Occurrences found;
    private boolean atLineStart = true;
    private boolean afterCrlf = true;
    private boolean afterCr;
    private boolean dotOpen;
    private Span dot = Span.at(0);
    private boolean dotAfterCrlf;

    FakeEnds(Occurrences found) {
        this.found = found;
    }

    void line(SourceText content, LineEnding ending) {
        for (int i = content.start(); i < content.end(); i++) octet(content, i);
        switch (ending) {
            case CRLF, UNKNOWN -> end(true);
            case LF, CR -> end(false);
            case NONE -> {}
        }
    }

    private void octet(SourceText content, int at) {
        int octet = content.at(at);
        if (octet == 0) return;
        if (octet == '\n') {
            if (!afterCr) end(false);
        } else if (octet == '\r') {
            boolean crlf = at + 1 < content.end() && content.at(at + 1) == '\n';
            end(crlf);
            afterCr = crlf;
            return;
        } else if (octet == '.' && atLineStart && !dotOpen) {
            dotOpen = true;
            dot = content.span(at, at + 1);
            dotAfterCrlf = afterCrlf;
            atLineStart = false;
        } else {
            dotOpen = false;
            atLineStart = false;
        }
        afterCr = false;
    }

    private void end(boolean crlf) {
        if (dotOpen && !(crlf && dotAfterCrlf)) found.add(dot);
        dotOpen = false;
        atLineStart = true;
        afterCrlf = crlf;
    }
}
