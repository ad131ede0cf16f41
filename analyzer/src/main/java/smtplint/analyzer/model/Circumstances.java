package smtplint.analyzer.model;

import java.util.Optional;

/**
 * What the recording says about the channel besides the dialogue.
 *
 * @param protocol what is spoken there, where known
 * @param port the server's port, 0 when unknown
 * @param peer the client's address, where the server's log shows it
 * @param tlsFromStart TLS was negotiated before the greeting
 */
public record Circumstances(Optional<Protocol> protocol, int port, Optional<String> peer, boolean tlsFromStart) {
    public static final Circumstances UNKNOWN = new Circumstances(Optional.empty(), 0, Optional.empty(), false);

    public enum Protocol {
        SMTP,
        SUBMISSION,
        LMTP
    }
}
