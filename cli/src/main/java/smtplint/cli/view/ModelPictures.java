package smtplint.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.view.Picture;
import smtplint.analyzer.view.Route;
import smtplint.analyzer.view.RouteMermaid;
import smtplint.analyzer.view.RouteSvg;
import smtplint.analyzer.view.Sequence;
import smtplint.analyzer.view.SequenceMermaid;
import smtplint.analyzer.view.SequenceSvg;
import smtplint.cli.format.Printable;
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
        List<Span> faults = report.findings().stream().map(Finding::span).toList();
        return Sequence.of(session, faults, new Masked(Secrets.of(List.of(session))));
    }

    /** What was said, without credentials and without what a terminal or a page would act on. */
    private record Masked(Secrets secrets) implements Sequence.Words {
        @Override
        public String command(Command command) {
            return Printable.text(CommandWords.line(command, secrets));
        }

        @Override
        public String reply(Reply reply) {
            if (reply.lines().isEmpty()) return "no code";
            String first =
                    Printable.text(secrets.mask(CommandWords.line(reply.lines().get(0))));
            return reply.lines().size() == 1
                    ? first
                    : first + " (" + reply.lines().size() + " lines)";
        }
    }
}
