package smtplint.analyzer.capture;

import java.util.Optional;
import smtplint.analyzer.dialect.ForeignProtocol;
import smtplint.analyzer.model.Verb;

/** What is spoken over a connection: what was said decides, the port helps where that leaves a doubt. */
enum Protocol {
    SMTP,
    FOREIGN,
    NO_DATA,
    UNKNOWN;

    static boolean isMailPort(int port) {
        return switch (port) {
            case 24, 25, 465, 587, 1025, 2025, 2465, 2525, 2587, 8025 -> true;
            default -> false;
        };
    }

    static Protocol of(Connection connection) {
        Opening client = connection.fromClient();
        Opening server = connection.fromServer();
        if (client.isEmpty() && server.isEmpty()) return NO_DATA;
        int port = connection.server().port();
        if (server.isReply()) return ofReplies(client, server, port);
        if (client.isTls() || server.isTls()) return FOREIGN;
        if (ForeignProtocol.of(server.text(), client.text()).isPresent()) return FOREIGN;
        boolean mailCommand = client.verb().filter(Protocol::isOfMailOnly).isPresent();
        boolean speaks = server.isEmpty() ? mailCommand : mailCommand || isMailPort(port);
        return speaks ? SMTP : UNKNOWN;
    }

    private static Protocol ofReplies(Opening client, Opening server, int port) {
        Optional<Verb> verb = client.verb();
        if (verb.filter(Protocol::isOfMailOnly).isPresent() || server.mentions("SMTP") || server.mentions("LMTP"))
            return SMTP;
        if (foreign(client, server, port).isPresent()) return FOREIGN;
        return verb.isPresent() || isMailPort(port) ? SMTP : UNKNOWN;
    }

    /** What is spoken instead of SMTP; replies alone leave it to the port. */
    static Optional<ForeignProtocol> foreign(Opening client, Opening server, int port) {
        if (client.isTls() || server.isTls()) return Optional.of(ForeignProtocol.TLS);
        Optional<ForeignProtocol> said = ForeignProtocol.of(server.text(), client.text());
        if (said.isPresent() || !server.isReply()) return said;
        if (port == 21) return Optional.of(ForeignProtocol.FTP);
        return port == 119 || port == 433 || port == 563 ? Optional.of(ForeignProtocol.NNTP) : Optional.empty();
    }

    private static boolean isOfMailOnly(Verb verb) {
        return switch (verb) {
            case EHLO, HELO, LHLO, MAIL, RCPT, BDAT, STARTTLS -> true;
            default -> false;
        };
    }
}
