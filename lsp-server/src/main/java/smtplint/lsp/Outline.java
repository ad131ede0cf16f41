package smtplint.lsp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.session.Credentials;
import smtplint.analyzer.source.Span;

/**
 * An entry of the outline: sessions with their exchanges and transactions, messages with their fields and parts.
 *
 * @param name where the cursor goes when the entry is chosen
 * @param rejected the server refused it
 */
record Outline(Kind kind, String title, String detail, boolean rejected, Span span, Span name, List<Outline> children) {
    enum Kind {
        SESSION,
        TRANSACTION,
        EXCHANGE,
        MESSAGE,
        FIELD,
        PART
    }

    private static final int LONGEST_TITLE = 80;

    Outline {
        children = List.copyOf(children);
    }

    static List<Outline> of(Report report) {
        List<Outline> entries = new ArrayList<>();
        report.sessions().forEach(session -> entries.add(session(session)));
        report.messages().forEach(message -> entries.add(message(message)));
        return entries;
    }

    /** This entry and all below it. */
    int size() {
        int size = 1;
        for (Outline child : children) size += child.size();
        return size;
    }

    private static Outline session(Session session) {
        TreeMap<Integer, Transaction> byStart = new TreeMap<>();
        Map<Transaction, List<Outline>> members = new IdentityHashMap<>();
        for (Transaction transaction : session.transactions()) {
            byStart.put(transaction.span().start(), transaction);
            members.put(transaction, new ArrayList<>());
        }
        List<Outline> children = new ArrayList<>();
        Credentials credentials = Credentials.of(List.of(session));
        for (Exchange exchange : session.exchanges()) {
            int start = exchange.command().map(c -> c.span().start()).orElse(-1);
            Optional<Transaction> around = Optional.ofNullable(byStart.floorEntry(start))
                    .map(Map.Entry::getValue)
                    .filter(t -> t.span().contains(start));
            around.map(members::get).orElse(children).add(exchange(exchange, credentials));
        }
        members.forEach((transaction, entries) -> children.add(transaction(transaction, entries)));
        children.sort(Comparator.comparing(Outline::span));
        String peer = session.circumstances().peer().map(p -> " " + cut(p)).orElse("");
        String title = "session " + session.number() + peer;
        int count = session.transactions().size();
        String detail = count + (count == 1 ? " transaction" : " transactions");
        return new Outline(Kind.SESSION, title, detail, false, session.span(), head(session.span()), children);
    }

    private static Outline transaction(Transaction transaction, List<Outline> members) {
        int recipients = transaction.recipients().size();
        String title = "transaction " + path(transaction.reversePath()) + " → " + recipients
                + (recipients == 1 ? " recipient" : " recipients");
        String detail = switch (transaction.outcome()) {
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
            case ABORTED -> "aborted";
            case UNFINISHED -> "unfinished";
        };
        boolean rejected = transaction.outcome() == Transaction.Outcome.REJECTED;
        Span name = transaction.mail().command().map(Command::span).orElse(transaction.span());
        return new Outline(Kind.TRANSACTION, title, detail, rejected, transaction.span(), name, members);
    }

    private static String path(MailPath path) {
        if (path instanceof MailPath.Path given)
            return "<" + cut(given.mailbox().address()) + ">";
        return path instanceof MailPath.Malformed malformed ? cut(malformed.value()) : "<>";
    }

    private static Outline exchange(Exchange exchange, Credentials credentials) {
        Optional<Reply> reply = exchange.reply();
        String detail = reply.map(r -> String.valueOf(r.code())).orElse("no reply");
        boolean rejected = reply.filter(Reply::isNegative).isPresent();
        Span name = exchange.command()
                .map(Command::span)
                .or(() -> reply.map(Reply::span))
                .orElse(exchange.span());
        List<Outline> children = exchange.command()
                .filter(Command.EndOfData.class::isInstance)
                .map(c -> ((Command.EndOfData) c).content())
                .or(() -> exchange.command()
                        .filter(Command.Bdat.class::isInstance)
                        .flatMap(c -> ((Command.Bdat) c).chunk()))
                .flatMap(DataBlock::message)
                .map(message -> List.of(message(message)))
                .orElse(List.of());
        return new Outline(
                Kind.EXCHANGE, title(exchange, credentials), detail, rejected, exchange.span(), name, children);
    }

    private static String title(Exchange exchange, Credentials credentials) {
        if (exchange.command().isEmpty()) return exchange.isGreeting() ? "greeting" : "unprompted reply";
        Command command = exchange.command().get();
        if (command instanceof Command.AuthResponse) return "AUTH response";
        if (command instanceof Command.EndOfData) return "end of mail data";
        if (credentials.touch(command.verb().span())) return Credentials.MASK;
        String verb =
                command.verb().isEmpty() ? "(empty line)" : cut(command.verb().upper());
        if (command instanceof Command.Auth auth)
            return verb + " " + credentials.mask(cut(auth.mechanism().upper()), auth.span());
        if (command instanceof Command.Mail mail) return verb + " " + path(mail.reversePath());
        if (command instanceof Command.Rcpt rcpt) return verb + " " + path(rcpt.forwardPath());
        if (command instanceof Command.Hello hello) {
            return verb + hello.host().map(Host::value).map(h -> " " + cut(h)).orElse("");
        }
        return verb;
    }

    private static Outline message(Message message) {
        String subject =
                message.header().first(FieldName.SUBJECT).map(HeaderField::body).orElse("");
        String title = subject.isEmpty() ? "message" : cut(subject);
        String detail = message.header()
                .first(FieldName.DATE)
                .map(HeaderField::body)
                .map(Outline::cut)
                .orElse("");
        List<Outline> children = new ArrayList<>(fields(message.header().fields()));
        children.addAll(below(message.body()));
        return new Outline(Kind.MESSAGE, title, detail, false, message.span(), head(message.span()), children);
    }

    private static List<Outline> fields(List<HeaderField> fields) {
        return fields.stream()
                .map(field -> new Outline(
                        Kind.FIELD,
                        field.name().isEmpty() ? "(no field)" : cut(field.name().value()),
                        cut(field.body()),
                        false,
                        field.span(),
                        field.name().span(),
                        List.of()))
                .toList();
    }

    private static List<Outline> below(Part body) {
        List<Outline> found = new ArrayList<>();
        body.multipart().ifPresent(multipart -> multipart.parts().forEach(part -> found.add(part(part))));
        body.message().ifPresent(message -> found.add(message(message)));
        return found;
    }

    private static Outline part(Part part) {
        String name = part.disposition()
                .flatMap(d -> d.value("filename"))
                .or(() -> part.contentType().flatMap(t -> t.value("name")))
                .map(n -> " " + cut(n))
                .orElse("");
        String detail = part.encoding() + ", " + part.facts().octets + " octets";
        String title = "part " + part.path() + " " + cut(part.type()) + name;
        return new Outline(Kind.PART, title, detail, false, part.span(), head(part.span()), below(part));
    }

    private static Span head(Span whole) {
        return Span.at(whole.start());
    }

    /** Short enough for one line, and free of what editors refuse in a name. */
    private static String cut(String text) {
        String line = text.length() > LONGEST_TITLE ? text.substring(0, LONGEST_TITLE - 1) + "…" : text;
        StringBuilder clean = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            clean.append(Character.isISOControl(c) ? ' ' : c);
        }
        return clean.toString();
    }
}
