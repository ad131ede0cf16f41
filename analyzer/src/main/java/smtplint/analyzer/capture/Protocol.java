package smtplint.analyzer.capture;

import java.util.Optional;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.SourceText;

/** What is spoken over a connection: what was said decides, the port helps where that leaves a doubt. */
enum Protocol {
    SMTP("SMTP"),
    TLS("TLS from the start"),
    HTTP("HTTP"),
    POP3("POP3"),
    IMAP("IMAP"),
    SSH("SSH"),
    FTP("FTP"),
    NNTP("NNTP"),
    NO_DATA("without data"),
    UNKNOWN("of another protocol");

    private final String words;

    Protocol(String words) {
        this.words = words;
    }

    String inWords() {
        return words;
    }

    static boolean isMailPort(int port) {
        return switch (port) {
            case 24, 25, 465, 587, 1025, 2025, 2465, 2525, 2587, 8025 -> true;
            default -> false;
        };
    }

    static Protocol of(Connection connection, SourceText file) {
        Opening client = Opening.of(file, connection.fromClient());
        Opening server = Opening.of(file, connection.fromServer());
        if (client.isEmpty() && server.isEmpty()) return NO_DATA;
        int port = connection.server().port();
        if (server.isReply()) return ofReplies(client, server, port);
        if (client.isTls() || server.isTls()) return TLS;
        Protocol other = other(client, server);
        if (other != UNKNOWN) return other;
        boolean mailCommand = client.verb().filter(Protocol::isOfMailOnly).isPresent();
        boolean speaks = server.isEmpty() ? mailCommand : mailCommand || isMailPort(port);
        return speaks ? SMTP : UNKNOWN;
    }

    private static Protocol ofReplies(Opening client, Opening server, int port) {
        Optional<Verb> verb = client.verb();
        if (verb.filter(Protocol::isOfMailOnly).isPresent() || server.mentions("SMTP") || server.mentions("LMTP"))
            return SMTP;
        if (port == 21) return FTP;
        if (port == 119 || port == 433 || port == 563) return NNTP;
        return verb.isPresent() || isMailPort(port) ? SMTP : UNKNOWN;
    }

    private static Protocol other(Opening client, Opening server) {
        if (server.startsWith("+OK") || server.startsWith("-ERR")) return POP3;
        if (server.startsWith("* OK") || server.startsWith("* PREAUTH") || server.startsWith("* BYE")) return IMAP;
        if (server.startsWith("SSH-") || client.startsWith("SSH-")) return SSH;
        boolean request = client.startsWith("GET ") || client.startsWith("POST ") || client.startsWith("HEAD ");
        return request || server.startsWith("HTTP/") ? HTTP : UNKNOWN;
    }

    private static boolean isOfMailOnly(Verb verb) {
        return switch (verb) {
            case EHLO, HELO, LHLO, MAIL, RCPT, BDAT, STARTTLS -> true;
            default -> false;
        };
    }
}
