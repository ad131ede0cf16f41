package smtplint.lsp;

import java.util.List;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Report;

/**
 * A document, judged.
 *
 * @param findings those of the report that hold for what was judged
 * @param nanos how long it took
 */
record Analysis(OpenDocument document, AnalysedText text, Report report, List<Finding> findings, long nanos) {

    /** What the status item of an editor shows. */
    String mode() {
        return text.fromDisk() ? "saved bytes" : "editor view";
    }
}
