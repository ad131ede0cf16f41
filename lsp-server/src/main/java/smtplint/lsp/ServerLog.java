package smtplint.lsp;

import java.util.Optional;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;

/** Tells the client's log what a person may want to know; the stack of a defect goes to standard error. */
final class ServerLog {
    private volatile Optional<SmtplintClient> client = Optional.empty();

    void connect(SmtplintClient connected) {
        client = Optional.of(connected);
    }

    void info(String message) {
        client.ifPresent(c -> c.logMessage(new MessageParams(MessageType.Info, message)));
    }

    void error(String message, Throwable defect) {
        client.ifPresent(c -> c.logMessage(new MessageParams(MessageType.Error, message + ": " + defect)));
        defect.printStackTrace(System.err);
    }
}
