package smtplint.cli.view;

import java.util.Locale;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.view.SequenceText;
import smtplint.cli.format.Printable;
import smtplint.cli.format.Secrets;

/** The model of one input for people. */
public final class ModelText {
    private ModelText() {}

    public static String of(String path, Report report) {
        StringBuilder text = new StringBuilder(Printable.text(path)).append("  ");
        text.append(report.kind().name().toLowerCase(Locale.ROOT));
        if (report.kind() == Report.Kind.TRANSCRIPT || report.kind() == Report.Kind.LOG)
            text.append(", ").append(report.dialect());
        text.append('\n').append(why(report));
        Secrets secrets = Secrets.of(report);
        for (Session session : report.sessions())
            text.append(SequenceText.of(session, ModelPictures.faults(report), new MaskedWords(secrets)));
        for (Message message : report.messages()) text.append(MessageText.of(message, ""));
        return text.append('\n').toString();
    }

    /** How sure the reading is, and what else it might have been. */
    private static String why(Report report) {
        boolean chosen = report.kind() == Report.Kind.TRANSCRIPT
                || report.kind() == Report.Kind.LOG
                || report.kind() == Report.Kind.UNKNOWN;
        if (!chosen || report.reasons().isEmpty()) return "";
        String sure = report.kind() == Report.Kind.UNKNOWN
                ? ""
                : "confidence " + Math.round(report.confidence() * 100) + " %: ";
        return "  " + sure + Printable.text(String.join("; ", report.reasons())) + "\n";
    }
}
