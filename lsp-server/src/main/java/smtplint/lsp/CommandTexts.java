package smtplint.lsp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Verb;

/** What commands, service extensions and parameters are for, in few words, with the section or RFC that says so. */
final class CommandTexts {
    private static final Map<String, String> VERBS = table("""
            EHLO introduces the client and asks for service extensions (RFC 5321 §4.1.1.1)
            HELO introduces the client, without service extensions (RFC 5321 §4.1.1.1)
            LHLO introduces the client to an LMTP server (RFC 2033 §4.1)
            MAIL opens a mail transaction with its reverse-path (RFC 5321 §4.1.1.2)
            RCPT adds a forward-path to the mail transaction (RFC 5321 §4.1.1.3)
            DATA announces the content (RFC 5321 §4.1.1.4)
            BDAT sends a chunk of the content, its octets counted (RFC 3030 §2)
            BURL has the server fetch the content by URL (RFC 4468)
            RSET aborts the mail transaction (RFC 5321 §4.1.1.5)
            VRFY asks whether a mailbox exists (RFC 5321 §4.1.1.6)
            EXPN asks for the members of a mailing list (RFC 5321 §4.1.1.7)
            HELP asks for help (RFC 5321 §4.1.1.8)
            NOOP does nothing (RFC 5321 §4.1.1.9)
            QUIT ends the session (RFC 5321 §4.1.1.10)
            STARTTLS starts a TLS handshake (RFC 3207 §4)
            AUTH authenticates the client; credentials hidden (RFC 4954)
            ETRN asks the server to send its queue for a host (RFC 1985 §5)
            ATRN has the roles reversed for mail waiting for a domain (RFC 2645)
            TURN reversed the roles; obsolete (RFC 821)
            SEND delivered to a terminal; obsolete (RFC 821)
            SOML delivered to a terminal or a mailbox; obsolete (RFC 821)
            SAML delivered to a terminal and a mailbox; obsolete (RFC 821)
            VERB asks Sendmail for a verbose log; no RFC defines it
            ONEX told Sendmail that one transaction follows; no RFC defines it
            XCLIENT tells Postfix who the real client is; no RFC defines it
            XFORWARD tells Postfix what to log of the real client; no RFC defines it
            """);

    private static final Map<String, String> EXTENSIONS = table("""
            SIZE the client may say how large the content is; a number is the most the server takes (RFC 1870)
            8BITMIME content may have octets above 127 in its lines (RFC 6152)
            PIPELINING commands may be sent without waiting for replies (RFC 2920)
            STARTTLS the channel can be switched to TLS (RFC 3207)
            AUTH the client can authenticate, with one of the mechanisms listed (RFC 4954)
            AUTH= a form of AUTH for old clients that no RFC defines
            DSN delivery status notifications can be asked for (RFC 3461)
            ENHANCEDSTATUSCODES replies carry enhanced status codes (RFC 2034)
            CHUNKING content can be sent by BDAT in counted chunks (RFC 3030)
            BINARYMIME content may be binary, sent by BDAT (RFC 3030)
            SMTPUTF8 addresses and header sections may be UTF-8 (RFC 6531)
            ETRN a client can have its queue sent (RFC 1985)
            ATRN roles can be reversed for waiting mail (RFC 2645)
            DELIVERBY the client may set a deadline (RFC 2852)
            FUTURERELEASE the client may have the message held back (RFC 4865)
            MT-PRIORITY the client may give a priority (RFC 6710)
            REQUIRETLS the client may require TLS on every further hop (RFC 8689)
            RRVS the client may bind a recipient to a date (RFC 7293)
            LIMITS how much the server takes per session or transaction (RFC 9422)
            BURL content can be fetched by URL (RFC 4468)
            VRFY mailboxes can be verified (RFC 5321 §4.1.1.6)
            EXPN mailing lists can be expanded (RFC 5321 §4.1.1.7)
            HELP help can be asked for (RFC 5321 §4.1.1.8)
            XCLIENT the client may say who the real client is (Postfix)
            XFORWARD the client may say what to log of the real client (Postfix)
            PRDR each recipient gets a reply of its own to the content (Exim; no RFC)
            """);

    private static final Map<String, String> GIVEN_BY = table("""
            SIZE SIZE
            BODY 8BITMIME
            AUTH AUTH
            RET DSN
            ENVID DSN
            NOTIFY DSN
            ORCPT DSN
            SMTPUTF8 SMTPUTF8
            BY DELIVERBY
            HOLDFOR FUTURERELEASE
            HOLDUNTIL FUTURERELEASE
            MT-PRIORITY MT-PRIORITY
            REQUIRETLS REQUIRETLS
            RRVS RRVS
            PRDR PRDR
            """);

    private CommandTexts() {}

    private static Map<String, String> table(String rows) {
        Map<String, String> table = new HashMap<>();
        rows.lines().forEach(row -> {
            int space = row.indexOf(' ');
            table.put(row.substring(0, space), row.substring(space + 1));
        });
        return Map.copyOf(table);
    }

    static String ofVerb(Verb verb) {
        return VERBS.getOrDefault(verb.name(), "");
    }

    static Optional<String> ofExtension(String keyword) {
        return Optional.ofNullable(EXTENSIONS.get(Ascii.upper(keyword)));
    }

    /** The EHLO keyword of the service extension that a parameter of MAIL or RCPT belongs to. */
    static Optional<String> extensionOf(String parameter) {
        return Optional.ofNullable(GIVEN_BY.get(Ascii.upper(parameter)));
    }
}
