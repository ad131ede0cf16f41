package smtplint.analyzer.lint;

import java.util.List;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.source.Span;

/** Names places by structure, so that a name survives a new recording: {@code session[1].transaction[2].rcpt[3]}. */
final class Selectors {
    private final Node unit;

    Selectors(Node unit) {
        this.unit = unit;
    }

    String of(Span span) {
        if (unit instanceof Session session) return of(session, span);
        if (unit instanceof Message message) return of(message, span);
        return "file";
    }

    private static String of(Session session, Span span) {
        String base = "session[" + session.number() + "]";
        int number = 0;
        for (Transaction transaction : session.transactions()) {
            number++;
            if (transaction.span().covers(span)) {
                return base + ".transaction[" + number + "]" + inExchanges(session, transaction.span(), span);
            }
        }
        return base + inExchanges(session, session.span(), span);
    }

    private static String inExchanges(Session session, Span within, Span span) {
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!exchange.span().covers(span) || !within.covers(exchange.span()) || !isIn(exchange, span)) continue;
            String name = name(exchange);
            int number = 1;
            for (int k = 0; k < i; k++)
                if (within.covers(exchanges.get(k).span())
                        && name(exchanges.get(k)).equals(name)) number++;
            return "." + name + (number > 1 || name.equals("rcpt") ? "[" + number + "]" : "");
        }
        return "";
    }

    /** In the command or a reply, not between them. */
    private static boolean isIn(Exchange exchange, Span span) {
        if (exchange.command().isEmpty() || exchange.command().get().span().covers(span)) return true;
        for (Reply reply : exchange.replies()) if (reply.span().covers(span)) return true;
        return false;
    }

    private static String name(Exchange exchange) {
        if (exchange.isGreeting()) return "greeting";
        if (exchange.command().isEmpty()) return "reply";
        Command command = exchange.command().get();
        if (command instanceof Command.EndOfData) return "data";
        if (command instanceof Command.AuthResponse) return "auth-response";
        if (command instanceof Command.Unknown) return "command";
        return smtplint.analyzer.model.Ascii.lower(command.verb().value());
    }

    private static String of(Message message, Span span) {
        if (message.header().span().covers(span)) return inHeader(message.header(), span);
        String part = inParts(message.body(), span);
        return part.isEmpty() ? "body" : "part:" + part;
    }

    private static String inHeader(HeaderSection header, Span span) {
        List<HeaderField> fields = header.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).span().covers(span)) continue;
            String name = fields.get(i).name().value();
            int number = 1;
            for (int k = 0; k < i; k++) if (fields.get(k).name().value().equals(name)) number++;
            return "header:" + name + (number > 1 ? "[" + number + "]" : "");
        }
        return "header";
    }

    private static String inParts(Part part, Span span) {
        if (part.multipart().isPresent()) {
            for (Part child : part.multipart().get().parts()) {
                if (child.span().covers(span)) return inParts(child, span);
            }
        }
        return part.path();
    }
}
