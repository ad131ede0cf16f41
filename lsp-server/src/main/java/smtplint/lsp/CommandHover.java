package smtplint.lsp;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.source.Span;

/** What there is to say of a command: its purpose, the states around it, its parameters, the path under the cursor. */
final class CommandHover {
    private final HoverText text;

    CommandHover(HoverText text) {
        this.text = text;
    }

    Optional<Span> explain(Cursor.OnCommand cursor) {
        Command command = cursor.command();
        if (command instanceof Command.Mail mail) {
            Optional<Span> part = part(cursor, mail.reversePath(), mail.parameters());
            if (part.isPresent()) return part;
        }
        if (command instanceof Command.Rcpt rcpt) {
            Optional<Span> part = part(cursor, rcpt.forwardPath(), rcpt.parameters());
            if (part.isPresent()) return part;
        }
        whole(command, cursor.exchange());
        return Optional.of(command.line().text().span());
    }

    private Optional<Span> part(Cursor.OnCommand cursor, MailPath path, List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            if (!Cursor.touches(parameter.span(), cursor.offset())) continue;
            parameter(parameter, cursor.exchange().actual());
            return Optional.of(parameter.span());
        }
        if (!Cursor.touches(path.span(), cursor.offset())) return Optional.empty();
        if (path instanceof MailPath.NullPath) {
            text.title("<>", "the null reverse-path: no notification will be sent about this message");
        } else if (path instanceof MailPath.Path given) {
            new AddressHover(text).explain(given.mailbox());
            if (!given.sourceRoute().isEmpty()) text.line("source route: to be ignored");
        } else {
            return Optional.empty();
        }
        return Optional.of(path.span());
    }

    private void whole(Command command, Exchange exchange) {
        String verb = Ascii.upper(command.verb().value());
        if (command instanceof Command.AuthResponse) {
            text.title("AUTH", "a response of the mechanism; credentials hidden (RFC 4954)");
        } else if (command instanceof Command.EndOfData) {
            text.title("end of mail data", "the lone dot that ends the content (RFC 5321 §4.1.1.4)");
        } else {
            String purpose = command.known().map(CommandTexts::ofVerb).orElse("no command that smtplint knows");
            text.title(verb.isEmpty() ? "(empty line)" : verb, purpose);
        }
        if (command instanceof Command.Auth auth && !auth.mechanism().isEmpty())
            text.entry("mechanism", text.code(auth.mechanism().upper()));
        text.line("state: " + state(exchange.actual()) + " → " + state(exchange.after()));
        text.entry("reply", exchange.reply().map(CommandHover::reply).orElse("none seen"));
        if (command instanceof Command.Mail mail) mail.parameters().forEach(p -> parameter(p, exchange.actual()));
        if (command instanceof Command.Rcpt rcpt) rcpt.parameters().forEach(p -> parameter(p, exchange.actual()));
    }

    private static String reply(Reply reply) {
        return reply.code() + reply.enhanced().map(status -> " " + status).orElse("");
    }

    private static String state(SessionState state) {
        return state.phase() + (state.tls() ? ", TLS" : "") + (state.authenticated() ? ", authenticated" : "");
    }

    private void parameter(Parameter parameter, SessionState state) {
        String keyword = parameter.keyword().upper();
        Optional<String> extension = CommandTexts.extensionOf(keyword);
        String purpose = extension.flatMap(CommandTexts::ofExtension).orElse("of no extension that smtplint knows");
        String given = extension.map(e -> e + offered(e, state) + ": ").orElse("");
        text.title(keyword, given + purpose);
    }

    private static String offered(String extension, SessionState state) {
        Offers offers = state.offers();
        return offers.has(extension) ? ", offered" : offers.lacks(extension) ? ", not offered" : "";
    }
}
