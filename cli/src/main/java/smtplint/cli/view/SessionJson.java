package smtplint.cli.view;

import java.util.Locale;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.model.Turn;
import smtplint.cli.format.Json;
import smtplint.cli.format.Places;
import smtplint.cli.format.Secrets;

/** Writes sessions as JSON, credentials masked. */
final class SessionJson {
    private final Json json;
    private final Places places;
    private final Secrets secrets;

    SessionJson(Json json, Places places, Secrets secrets) {
        this.json = json;
        this.places = places;
        this.secrets = secrets;
    }

    void session(Session session) {
        json.object().field("key", session.key());
        json.field("protocol", session.isLmtp() ? "lmtp" : "smtp");
        json.array("turns");
        for (Turn turn : session.dialogue().turns()) turn(turn);
        json.endArray().array("exchanges");
        for (Exchange exchange : session.exchanges()) exchange(exchange);
        json.endArray().array("transactions");
        for (Transaction transaction : session.transactions()) transaction(transaction);
        json.endArray().endObject();
    }

    private void turn(Turn turn) {
        if (turn.what() instanceof Command command) {
            if (command instanceof Command.EndOfData data
                    && data.content().dot().isEmpty()) return;
            turn("client", CommandWords.line(command, secrets), lineOf(command));
        } else if (turn.what() instanceof Reply reply) {
            for (Reply.ReplyLine line : reply.lines())
                turn(
                        "server",
                        secrets.mask(CommandWords.line(line)),
                        places.line(line.span().start()));
        }
    }

    private void turn(String side, String text, long line) {
        json.object()
                .field("side", side)
                .field("text", text)
                .field("line", line)
                .endObject();
    }

    private long lineOf(Command command) {
        if (command instanceof Command.EndOfData data && data.content().dot().isPresent())
            return places.line(data.content().dot().get().start());
        return places.line(command.span().start());
    }

    private void exchange(Exchange exchange) {
        Optional<Command> command = exchange.command();
        json.object()
                .field("verb", command.map(c -> CommandWords.verb(c, secrets)).orElse(""));
        json.field(
                "argument", command.map(c -> CommandWords.argument(c, secrets)).orElse(""));
        json.field(
                "line",
                command.map(this::lineOf)
                        .orElseGet(() -> places.line(exchange.span().start())));
        json.array("replies");
        for (Reply reply : exchange.replies()) {
            json.object().field("code", reply.code());
            json.field("enhanced", reply.enhanced().map(Reply.EnhancedStatus::toString));
            json.array("lines");
            for (Reply.ReplyLine line : reply.lines())
                json.value(secrets.mask(line.text().value()));
            json.endArray().field("line", places.line(reply.span().start())).endObject();
        }
        json.endArray();
        json.field("before", exchange.actual().phase().name());
        json.field("after", exchange.after().phase().name());
        json.field("group", exchange.group()).endObject();
    }

    private void transaction(Transaction transaction) {
        json.object().field("reversePath", path(transaction.reversePath()));
        json.array("forwardPaths");
        for (Exchange recipient : transaction.recipients()) {
            if (!(recipient.command().orElse(null) instanceof Command.Rcpt rcpt)) continue;
            json.object().field("path", path(rcpt.forwardPath()));
            json.field("accepted", recipient.accepted()).endObject();
        }
        json.endArray();
        json.field("outcome", transaction.outcome().name().toLowerCase(Locale.ROOT));
        transaction.mailObject().ifPresent(mail -> {
            json.object("message");
            new MessageJson(json, places).members(mail.message());
            json.endObject();
        });
        json.endObject();
    }

    /** The null reverse-path is the empty string. */
    private static String path(MailPath path) {
        if (path instanceof MailPath.Path known) return known.mailbox().address();
        if (path instanceof MailPath.Malformed malformed) return malformed.value();
        return "";
    }
}
