package smtplint.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.rules.Fix;
import smtplint.analyzer.rules.Severity;

/** Findings as diagnostics, pushed or pulled. */
final class DiagnosticsFeature {
    static final String SOURCE = "smtplint";
    /** No list of problems is read further, and editors slow down. */
    static final int MOST = 5_000;

    /** Ids of results differ between two lives of the server. */
    private static final String LIFE = UUID.randomUUID().toString().substring(0, 8);

    private final Encoding encoding;

    DiagnosticsFeature(Encoding encoding) {
        this.encoding = encoding;
    }

    static DocumentDiagnosticReport none() {
        return new DocumentDiagnosticReport(new RelatedFullDocumentDiagnosticReport(List.of()));
    }

    DocumentDiagnosticReport report(Analysis analysis, Optional<String> previous) {
        String id = LIFE + "-" + analysis.document().serial();
        if (previous.filter(id::equals).isPresent())
            return new DocumentDiagnosticReport(new RelatedUnchangedDocumentDiagnosticReport(id));
        RelatedFullDocumentDiagnosticReport full = new RelatedFullDocumentDiagnosticReport(diagnostics(analysis));
        full.setResultId(id);
        return new DocumentDiagnosticReport(full);
    }

    PublishDiagnosticsParams publication(Analysis analysis) {
        OpenDocument document = analysis.document();
        return new PublishDiagnosticsParams(document.uri(), diagnostics(analysis), document.version());
    }

    List<Diagnostic> diagnostics(Analysis analysis) {
        Positions positions = analysis.text().positions(encoding);
        return analysis.findings().stream()
                .limit(MOST)
                .map(finding -> diagnostic(finding, analysis, positions))
                .toList();
    }

    private Diagnostic diagnostic(Finding finding, Analysis analysis, Positions positions) {
        Diagnostic diagnostic = new Diagnostic();
        diagnostic.setRange(visible(positions.range(finding.span())));
        diagnostic.setSeverity(severity(finding.severity()));
        diagnostic.setCode(finding.rule().id());
        diagnostic.setSource(SOURCE);
        diagnostic.setMessage(message(finding));
        Positions elsewhere = analysis.text().positions(encoding);
        List<DiagnosticRelatedInformation> related = finding.related().stream()
                .map(place -> new DiagnosticRelatedInformation(
                        new Location(analysis.document().uri(), elsewhere.range(place.span())), place.message()))
                .toList();
        if (!related.isEmpty()) diagnostic.setRelatedInformation(related);
        diagnostic.setData(data(finding, elsewhere));
        return diagnostic;
    }

    /** A finding about nothing between two characters would not be seen: it is given the next one. */
    private static Range visible(Range range) {
        if (!range.getStart().equals(range.getEnd())) return range;
        Position start = range.getStart();
        return new Range(start, new Position(start.getLine(), start.getCharacter() + 1));
    }

    private static String message(Finding finding) {
        String sections = finding.rule().sources();
        return finding.message() + (sections.isEmpty() ? "" : " (" + sections + ")");
    }

    private static DiagnosticSeverity severity(Severity severity) {
        return switch (severity) {
            case ERROR -> DiagnosticSeverity.Error;
            case WARNING -> DiagnosticSeverity.Warning;
            case INFO -> DiagnosticSeverity.Information;
            case HINT -> DiagnosticSeverity.Hint;
        };
    }

    private static JsonObject data(Finding finding, Positions positions) {
        JsonObject data = new JsonObject();
        data.addProperty("ruleId", finding.rule().id());
        JsonArray fixes = new JsonArray();
        finding.fix().ifPresent(fix -> fixes.add(fix(fix, positions)));
        data.add("fixes", fixes);
        return data;
    }

    private static JsonObject fix(Fix fix, Positions positions) {
        JsonArray edits = new JsonArray();
        for (Fix.Edit edit : fix.edits()) {
            Range range = positions.range(edit.span());
            JsonObject one = new JsonObject();
            one.add("range", range(range));
            one.addProperty("newText", edit.replacement());
            edits.add(one);
        }
        JsonObject described = new JsonObject();
        described.addProperty("title", fix.title());
        described.add("edits", edits);
        return described;
    }

    private static JsonObject range(Range range) {
        JsonObject object = new JsonObject();
        object.add("start", position(range.getStart()));
        object.add("end", position(range.getEnd()));
        return object;
    }

    private static JsonObject position(Position position) {
        JsonObject object = new JsonObject();
        object.addProperty("line", position.getLine());
        object.addProperty("character", position.getCharacter());
        return object;
    }
}
