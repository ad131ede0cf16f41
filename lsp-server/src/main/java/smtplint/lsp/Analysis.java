package smtplint.lsp;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Report;

/**
 * A document, judged.
 *
 * @param report on the document alone
 * @param sibling the file with the other side of the session, where the findings are of both
 * @param findings those that stand in the document and hold for what was judged
 * @param nanos how long it took
 */
record Analysis(
        OpenDocument document,
        AnalysedText text,
        Report report,
        Optional<String> sibling,
        List<Finding> findings,
        long nanos) {

    /** What the status item of an editor shows. */
    String mode() {
        return text.fromDisk() ? "saved bytes" : "editor view";
    }
}
