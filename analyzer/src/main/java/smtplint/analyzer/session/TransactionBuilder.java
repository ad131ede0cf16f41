package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.model.Transaction.Outcome;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Span;

/** Gathers the exchanges of each mail transaction (RFC 5321 §3.3). */
final class TransactionBuilder {
    private final List<Transaction> transactions = new ArrayList<>();
    private Optional<Exchange> mail = Optional.empty();
    private List<Exchange> recipients = new ArrayList<>();
    private Optional<MailObject> mailObject = Optional.empty();

    private TransactionBuilder() {}

    static List<Transaction> build(List<Exchange> exchanges) {
        TransactionBuilder builder = new TransactionBuilder();
        exchanges.forEach(builder::add);
        if (!exchanges.isEmpty())
            builder.end(Outcome.UNFINISHED, exchanges.get(exchanges.size() - 1).span());
        return builder.transactions;
    }

    private void add(Exchange exchange) {
        Command command = exchange.command().orElse(null);
        if (command == null || exchange.tainted()) return;
        if (command instanceof Command.Mail) mail(exchange);
        else if (command instanceof Command.Rcpt && mail.isPresent()) recipients.add(exchange);
        else if (command instanceof Command.EndOfData end) content(exchange, end.content());
        else if (command instanceof Command.Bdat bdat && bdat.last())
            bdat.chunk()
                    .ifPresentOrElse(chunk -> content(exchange, chunk), () -> end(outcome(exchange), exchange.span()));
        else if (drops(exchange)) end(Outcome.ABORTED, exchange.span());
    }

    private void mail(Exchange exchange) {
        boolean opens = exchange.accepted()
                || exchange.replies().isEmpty() && exchange.after().is(Phase.MAIL);
        if (!opens) return;
        end(Outcome.ABORTED, exchange.span());
        mail = Optional.of(exchange);
    }

    private static boolean drops(Exchange exchange) {
        boolean resets = exchange.is(Verb.RSET)
                || exchange.command().filter(c -> c instanceof Command.Hello).isPresent() && exchange.accepted();
        return resets || exchange.after().is(Phase.BYE);
    }

    private void content(Exchange exchange, DataBlock content) {
        mail.ifPresent(opened -> content.message().ifPresent(message -> {
            Command.Mail command = (Command.Mail) opened.command().orElseThrow();
            mailObject = Optional.of(new MailObject(
                    command.reversePath(),
                    paths(),
                    command.parameters(),
                    exchange.known(),
                    content,
                    message,
                    content.span()));
        }));
        end(outcome(exchange), exchange.span());
    }

    private List<MailPath> paths() {
        return recipients.stream()
                .filter(r -> r.accepted() || r.replies().isEmpty())
                .map(r -> ((Command.Rcpt) r.command().orElseThrow()).forwardPath())
                .toList();
    }

    private static Outcome outcome(Exchange exchange) {
        if (exchange.replies().isEmpty()) return Outcome.UNFINISHED;
        return exchange.replies().stream().anyMatch(r -> r.isPositive()) ? Outcome.ACCEPTED : Outcome.REJECTED;
    }

    private void end(Outcome outcome, Span last) {
        if (mail.isEmpty()) return;
        Exchange opened = mail.get();
        transactions.add(new Transaction(
                opened, recipients, mailObject, outcome, opened.span().to(last)));
        mail = Optional.empty();
        recipients = new ArrayList<>();
        mailObject = Optional.empty();
    }
}
