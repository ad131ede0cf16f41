package smtplint.analyzer.model;

import java.util.List;
import smtplint.analyzer.source.Span;

/**
 * Envelope and content together (RFC 5321 §2.3.1): the subject of rules that compare the two.
 *
 * @param state in force when the content was sent: extensions in force, TLS, AUTH
 */
public record MailObject(
        MailPath reversePath,
        List<MailPath> forwardPaths,
        List<Parameter> mailParameters,
        SessionState state,
        DataBlock content,
        Message message,
        Span span)
        implements Node {
    public MailObject {
        forwardPaths = List.copyOf(forwardPaths);
        mailParameters = List.copyOf(mailParameters);
    }

    /** Those of the message. */
    @Override
    public long topics() {
        return message.topics();
    }
}
