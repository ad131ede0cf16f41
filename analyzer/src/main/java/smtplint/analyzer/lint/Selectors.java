package smtplint.analyzer.lint;

import java.util.HashMap;
import java.util.Map;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Part;
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
        Map<String, Integer> counts = new HashMap<>();
        for (Exchange exchange : session.exchanges()) {
            if (!within.covers(exchange.span())) continue;
            String name = name(exchange);
            int number = counts.merge(name, 1, Integer::sum);
            boolean here = exchange.span().covers(span)
                    && exchange.command()
                            .map(c -> c.span().covers(span)
                                    || exchange.replies().stream()
                                            .anyMatch(r -> r.span().covers(span)))
                            .orElse(true);
            if (here) return "." + name + (number > 1 || name.equals("rcpt") ? "[" + number + "]" : "");
        }
        return "";
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
        Map<String, Integer> counts = new HashMap<>();
        for (HeaderField field : header.fields()) {
            String name = field.name().value();
            int number = counts.merge(name, 1, Integer::sum);
            if (field.span().covers(span)) return "header:" + name + (number > 1 ? "[" + number + "]" : "");
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
