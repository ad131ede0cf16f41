package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.StatusReport;
import smtplint.analyzer.source.SourceText;

/** Cuts the body of a report into groups of fields (RFC 3464 §2.1). Empty lines may be several. */
final class StatusReportReader {
    /** Fields beyond are left out: a report about so many recipients is none. */
    private static final int MAX_FIELDS = 10_000;

    private final SourceText body;
    private final List<StatusReport.Group> groups = new ArrayList<>(2);
    private List<HeaderField.Lines> fields = new ArrayList<>(8);
    private int count;

    private StatusReportReader(SourceText body) {
        this.body = body;
    }

    static StatusReport read(SourceText body) {
        return new StatusReportReader(body).read();
    }

    private StatusReport read() {
        int i = body.start();
        while (i < body.end() && count < MAX_FIELDS) {
            int end = lineEnd(i);
            if (isBlank(i, end)) {
                endGroup();
                i = afterLine(end);
                continue;
            }
            int next = afterLine(end);
            while (next < body.end() && isSpace(next) && !isBlank(next, lineEnd(next))) {
                end = lineEnd(next);
                next = afterLine(end);
            }
            fields.add(FieldLines.of(body, i, end));
            count++;
            i = next;
        }
        endGroup();
        return new StatusReport(groups);
    }

    private void endGroup() {
        if (fields.isEmpty()) return;
        groups.add(new StatusReport.Group(fields));
        fields = new ArrayList<>(8);
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < body.end() && body.at(i) != '\n') i++;
        return i > from && body.at(i - 1) == '\r' ? i - 1 : i;
    }

    private int afterLine(int lineEnd) {
        int i = lineEnd;
        if (i < body.end() && body.at(i) == '\r') i++;
        return i < body.end() && body.at(i) == '\n' ? i + 1 : body.end();
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) if (!isSpace(i)) return false;
        return true;
    }

    private boolean isSpace(int at) {
        return body.at(at) == ' ' || body.at(at) == '\t';
    }
}
