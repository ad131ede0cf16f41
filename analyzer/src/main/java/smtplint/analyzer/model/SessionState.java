package smtplint.analyzer.model;

import java.util.Optional;

/**
 * What is in force at one moment of a session, as one peer sees it.
 *
 * @param hello which hello was accepted last, absent before one
 * @param offers of that hello
 * @param recipients accepted in the open transaction
 * @param recipientsTried RCPT commands in the open transaction, accepted or not
 * @param body the BODY parameter of the open transaction, upper case, "" when none was given
 * @param smtpUtf8 SMTPUTF8 was given for the open transaction
 * @param tlsOffered STARTTLS was offered at some time in this session
 */
public record SessionState(
        Phase phase,
        Optional<Verb> hello,
        Offers offers,
        boolean tls,
        boolean authenticated,
        boolean lmtp,
        int recipients,
        int recipientsTried,
        String body,
        boolean smtpUtf8,
        boolean tlsOffered) {

    /** The same state, where the reply that listed the offers is not in the recording. */
    public SessionState withUnknownOffers() {
        return new SessionState(
                phase,
                hello,
                offers.asUnknown(),
                tls,
                authenticated,
                lmtp,
                recipients,
                recipientsTried,
                body,
                smtpUtf8,
                tlsOffered);
    }

    public boolean is(Phase phase) {
        return this.phase == phase;
    }

    public boolean isKnown() {
        return phase != Phase.UNKNOWN;
    }

    public boolean inTransaction() {
        return phase.inTransaction();
    }

    /** An EHLO or LHLO was accepted, so service extensions may be used. */
    public boolean isExtended() {
        return hello.filter(v -> v != Verb.HELO).isPresent();
    }
}
