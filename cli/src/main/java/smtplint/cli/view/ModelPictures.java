package smtplint.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.view.Picture;
import smtplint.analyzer.view.Route;
import smtplint.analyzer.view.RouteMermaid;
import smtplint.analyzer.view.RouteSvg;
import smtplint.analyzer.view.Sequence;
import smtplint.analyzer.view.SequenceMermaid;
import smtplint.analyzer.view.SequenceSvg;
import smtplint.cli.format.Secrets;

/** The sessions and messages of one input as pictures. */
public final class ModelPictures {
    private ModelPictures() {}

    /** One SVG document for all that the input holds; empty when it holds nothing to draw. */
    public static String svg(Report report) {
        List<Picture> pictures = pictures(report);
        return pictures.isEmpty() ? "" : Picture.stack(pictures).svg();
    }

    /** A diagram for each session and message, an empty line between. */
    public static String mermaid(Report report) {
        List<String> diagrams = new ArrayList<>();
        for (Session session : report.sessions()) diagrams.add(SequenceMermaid.of(sequence(session, report)));
        for (Message message : report.messages()) route(message).ifPresent(r -> diagrams.add(RouteMermaid.of(r)));
        return diagrams.isEmpty() ? "" : String.join("\n", diagrams) + "\n";
    }

    static List<Picture> pictures(Report report) {
        List<Picture> pictures = new ArrayList<>();
        for (Session session : report.sessions()) pictures.add(SequenceSvg.of(sequence(session, report)));
        for (Message message : report.messages())
            route(message).ifPresent(r -> pictures.add(RouteSvg.of(r, "Hops, oldest first")));
        return pictures;
    }

    static Optional<Route> route(Message message) {
        return message.header().trace().filter(trace -> !trace.hops().isEmpty()).map(Route::of);
    }

    private static Sequence sequence(Session session, Report report) {
        return Sequence.of(session, faults(report), new MaskedWords(Secrets.of(List.of(session))));
    }

    static List<Span> faults(Report report) {
        return report.findings().stream().map(Finding::span).toList();
    }
}
