package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/**
 * A delivery status notification beside sessions that it tells of.
 *
 * @param unit what holds the notification: the session that delivers it, or the message that quotes a session
 * @param mails the MAIL commands of the message that is reported
 * @param recipients its RCPT commands, in the order of the file
 */
public record ReportedMessage(
        Node unit, DeliveryReport report, List<Exchange> mails, List<Exchange> recipients, Set<Evidence> evidence)
        implements Fact {
    public ReportedMessage {
        mails = List.copyOf(mails);
        recipients = List.copyOf(recipients);
        evidence = Set.copyOf(evidence);
    }

    /** A value that a MAIL or RCPT command gave, where it had one and the server does not lack the extension. */
    public static Optional<Text> parameter(Exchange exchange, String keyword) {
        List<Parameter> parameters = List.of();
        if (exchange.command().orElse(null) instanceof Command.Mail mail) parameters = mail.parameters();
        if (exchange.command().orElse(null) instanceof Command.Rcpt rcpt) parameters = rcpt.parameters();
        if (exchange.tainted() || exchange.known().offers().lacks("DSN")) return Optional.empty();
        for (Parameter parameter : parameters)
            if (parameter.is(keyword) && parameter.wellFormed()) return parameter.value();
        return Optional.empty();
    }

    @Override
    public Span span() {
        return report.part().span();
    }
}
