package smtplint.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.dialect.FilePair;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * The file that holds the other side of the session of a document, as it is on disk, and what is found in the document
 * when both are judged.
 *
 * @param name of the file
 */
record Sibling(String name, List<Finding> findings) {

    /** Empty where there is no such file, or the two are not one session. */
    static Optional<Sibling> of(OpenDocument document, SourceText text, Linter linter) {
        String own = document.name();
        Optional<FilePair> pair = FilePair.of(own);
        if (pair.isEmpty()) return Optional.empty();
        String name = pair.get().sibling(own);
        boolean isFirst = pair.get().first().equals(own);
        return DiskText.beside(document.uri(), name)
                .map(SourceText::of)
                .map(other -> linter.worker()
                        .checkPair(
                                isFirst ? text : other,
                                pair.get().first(),
                                isFirst ? other : text,
                                pair.get().second()))
                .filter(reports -> reports.size() == 1)
                .map(reports -> new Sibling(name, inFile(reports.get(0), isFirst ? 0 : 1, name)));
    }

    /** The findings in one of the files, with its own places. */
    private static List<Finding> inFile(Report report, int file, String otherName) {
        LineIndex lines = new LineIndex(report.source());
        List<Finding> found = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (fileOf(finding.span(), lines) != file) continue;
            StringBuilder message = new StringBuilder(finding.message());
            List<Findings.Related> here = new ArrayList<>();
            for (Findings.Related related : finding.related()) {
                if (fileOf(related.span(), lines) == file) here.add(related);
                else if (!related.isConsequence())
                    message.append("; ")
                            .append(otherName)
                            .append(" line ")
                            .append(lines.lineInFile(lines.line(related.span().start())))
                            .append(": ")
                            .append(related.message());
            }
            found.add(new Finding(
                            finding.rule(),
                            finding.severity(),
                            finding.side(),
                            message.toString(),
                            finding.span(),
                            here,
                            finding.followOn(),
                            finding.selector(),
                            Optional.empty())
                    .within(span -> inFile(span, lines)));
        }
        return found;
    }

    private static int fileOf(Span span, LineIndex lines) {
        return lines.file(lines.line(span.start()));
    }

    private static Span inFile(Span span, LineIndex lines) {
        int start = span.start() + (int) lines.shift(lines.line(span.start()));
        // The octet behind the last one may stand in a line of the other file.
        int end = span.isEmpty() ? start : span.end() + (int) lines.shift(lines.line(span.end() - 1));
        return new Span(start, Math.max(start, end));
    }
}
