package smtplint.lsp;

import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.services.LanguageClient;

/** A client, and the one notification that the protocol does not have. */
interface SmtplintClient extends LanguageClient {

    /** Sent after each analysis of a document. */
    @JsonNotification("smtplint/status")
    void status(Status status);

    /**
     * @param mode "saved bytes" or "editor view"
     * @param findings how many are shown
     * @param sibling the file that was judged with it, as it holds the other side of the session; "" where there is none
     */
    record Status(String uri, String mode, int findings, String sibling) {}
}
