package smtplint.lsp;

import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.session.ReplyTable;
import smtplint.analyzer.source.Span;

/** What there is to say of a line of a reply: an EHLO keyword, or what the codes mean. */
final class ReplyHover {
    private final HoverText text;

    ReplyHover(HoverText text) {
        this.text = text;
    }

    Optional<Span> explain(Cursor.OnReply cursor) {
        Reply.ReplyLine line = cursor.line();
        boolean onText = Cursor.touches(line.text().span(), cursor.offset());
        if (onText && offersKeyword(cursor)) {
            Optional<Span> keyword = keyword(line);
            if (keyword.isPresent()) return keyword;
        }
        Exchange exchange = cursor.exchange();
        int code = line.code() == 0 ? cursor.reply().code() : line.code();
        if (code == 0) return Optional.empty();
        boolean authenticating = exchange.command()
                .filter(c -> c instanceof Command.Auth || c instanceof Command.AuthResponse)
                .isPresent();
        text.title(
                String.valueOf(code),
                ReplyTexts.ofCode(code, authenticating).orElse("a code that smtplint does not know"));
        text.line("class " + code / 100 + ": " + ReplyTexts.ofClass(code));
        line.enhanced()
                .or(cursor.reply()::enhanced)
                .ifPresent(status -> text.line(status + ": " + ReplyTexts.ofStatus(status.subject(), status.detail())));
        answers(exchange, code);
        return Optional.of(line.codeSpan().isEmpty() ? line.span() : line.codeSpan());
    }

    private static boolean offersKeyword(Cursor.OnReply cursor) {
        boolean extended = cursor.exchange().is(Verb.EHLO) || cursor.exchange().is(Verb.LHLO);
        return extended
                && cursor.reply().isPositive()
                && cursor.line() != cursor.reply().firstLine();
    }

    private Optional<Span> keyword(Reply.ReplyLine line) {
        String value = line.text().value();
        int end = 0;
        while (end < value.length() && value.charAt(end) != ' ' && value.charAt(end) != '=') end++;
        String keyword = value.substring(0, end);
        if (keyword.isEmpty()) return Optional.empty();
        String purpose = CommandTexts.ofExtension(keyword).orElse("an extension that smtplint does not know");
        text.title(keyword, purpose);
        text.entry("parameters", text.code(value.substring(end).strip()));
        return Optional.of(line.text().span());
    }

    private void answers(Exchange exchange, int code) {
        if (exchange.isGreeting()) text.line("the greeting");
        else if (exchange.isUnprompted()) text.line("answers no command");
        Optional<ReplyTable.Row> row = ReplyTable.row(exchange);
        if (row.isEmpty()) return;
        String verb = exchange.isGreeting()
                ? "a greeting"
                : exchange.verb().equals(".") ? "the end of mail data" : exchange.verb();
        text.line(
                switch (ReplyTable.standing(row.get(), code)) {
                    case LISTED -> "listed for " + verb + " (" + row.get().source() + ")";
                    case SEEN -> "not listed for " + verb + ", but widely seen";
                    case UNLISTED -> "not listed for " + verb + " (" + row.get().source() + ")";
                });
    }
}
