package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * A mail transaction: from an accepted MAIL to its end (RFC 5321 §3.3).
 *
 * @param recipients the exchanges of its RCPT commands, accepted or not
 */
public record Transaction(
        Exchange mail, List<Exchange> recipients, Optional<MailObject> mailObject, Outcome outcome, Span span)
        implements Node {

    public Transaction {
        recipients = List.copyOf(recipients);
    }

    @Override
    public long topics() {
        long topics = mail.topics();
        for (Exchange recipient : recipients) topics |= recipient.topics();
        return topics;
    }

    public enum Outcome {
        ACCEPTED,
        REJECTED,
        /** RSET, a new hello or QUIT dropped it. */
        ABORTED,
        /** The session or the recording ended first. */
        UNFINISHED
    }

    public MailPath reversePath() {
        return mail.command().map(c -> ((Command.Mail) c).reversePath()).orElseThrow();
    }

    /** Forward-paths of the recipients that the server accepted. */
    public List<MailPath> acceptedPaths() {
        return recipients.stream()
                .filter(Exchange::accepted)
                .map(e -> ((Command.Rcpt) e.command().orElseThrow()).forwardPath())
                .toList();
    }

    public List<MailPath> allPaths() {
        return recipients.stream()
                .map(e -> ((Command.Rcpt) e.command().orElseThrow()).forwardPath())
                .toList();
    }

    @Override
    public void children(Consumer<Node> visitor) {
        mailObject.ifPresent(visitor);
    }
}
