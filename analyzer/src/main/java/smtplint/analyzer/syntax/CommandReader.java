package smtplint.analyzer.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.SmtpCommand;

/** Reads command lines. One object for one thread. */
final class CommandReader {
    private final Parsing<SmtpCommand> arguments;
    private final Parsing<SmtpCommand> mailArguments;
    private final PathReader paths;
    private final BdatReader bdats;

    CommandReader() {
        this(TableTokens::new);
    }

    /** For tests, whose streams refuse to look ahead. */
    CommandReader(Function<TokenTable, TableTokens> streams) {
        ByteLexer words = new ArgumentLexer();
        ByteLexer mailTokens = new MailArgumentLexer();
        arguments = new Parsing<>(words, streams.apply(words), SmtpCommand::new);
        mailArguments = new Parsing<>(mailTokens, streams.apply(mailTokens), SmtpCommand::new);
        paths = new PathReader(mailTokens);
        bdats = new BdatReader(arguments);
    }

    Command read(TranscriptLine line) {
        Optional<Verb> known = WireLine.verb(line.content());
        Command.Line parts = CommandLines.line(line, known);
        if (known.isEmpty()) return new Command.Unknown(parts);
        SourceText text = CommandLines.argument(line.content());
        Verb verb = known.get();
        return switch (verb) {
            case HELO, EHLO, LHLO -> hello(parts, verb, text);
            case MAIL -> mail(parts, text);
            case RCPT -> rcpt(parts, text);
            case BDAT -> bdats.read(parts, text);
            case AUTH -> auth(parts, text);
            default -> new Command.Plain(parts, verb);
        };
    }

    /** The same command with the chunk that followed it. */
    static Command.Bdat with(Command.Bdat bdat, DataBlock chunk) {
        return new Command.Bdat(bdat.line(), bdat.size(), bdat.last(), bdat.problem(), Optional.of(chunk));
    }

    private Command hello(Command.Line line, Verb verb, SourceText text) {
        return arguments
                .parse(text, text.start(), text.end(), SmtpCommand::hello)
                .filter(hello -> hello.host != null)
                .map(hello -> new Command.Hello(
                        line,
                        verb,
                        Optional.of(Words.host(Words.text(text, hello.host))),
                        Words.text(text, Words.skipSpace(text, ((TableToken) hello.host).end()), text.end())))
                .orElseGet(() -> new Command.Hello(line, verb, Optional.empty(), Words.none(text, text.end())));
    }

    private Command mail(Command.Line line, SourceText text) {
        return mailArguments
                .parse(text, text.start(), text.end(), SmtpCommand::mail)
                .map(mail -> new Command.Mail(
                        line,
                        keyword(text, mail.keyword),
                        spaceAroundColon(text, mail.keyword, mail.space),
                        path(text, mail.reversePath),
                        Parameters.read(text, mail.glued, mail.list.params)))
                .orElseGet(() -> new Command.Mail(
                        line, leading(text, "FROM:"), Optional.empty(), refused(text, SmtpCommand::mail), List.of()));
    }

    private Command rcpt(Command.Line line, SourceText text) {
        return mailArguments
                .parse(text, text.start(), text.end(), SmtpCommand::rcpt)
                .map(rcpt -> new Command.Rcpt(
                        line,
                        keyword(text, rcpt.keyword),
                        spaceAroundColon(text, rcpt.keyword, rcpt.space),
                        path(text, rcpt.forwardPath),
                        Parameters.read(text, rcpt.glued, rcpt.list.params)))
                .orElseGet(() -> new Command.Rcpt(
                        line, leading(text, "TO:"), Optional.empty(), refused(text, SmtpCommand::rcpt), List.of()));
    }

    private MailPath path(SourceText text, SmtpCommand.@Nullable PathContext path) {
        if (path != null) return paths.path(path);
        Span nothing = text.span(text.end(), text.end());
        return new MailPath.Malformed("", new SyntaxProblem(nothing, "a path in brackets"), nothing);
    }

    private MailPath refused(SourceText text, Function<SmtpCommand, ParserRuleContext> startRule) {
        SyntaxProblem problem = inPath(text, mailArguments.problem(text, text.start(), text.end(), startRule));
        return new MailPath.Malformed(text.toString(), problem, text.span());
    }

    /** Behind an angle bracket a mailbox is what is missing, whatever else the lenient grammar would take. */
    private static SyntaxProblem inPath(SourceText text, SyntaxProblem problem) {
        if (!text.isInPlace()) return problem;
        int before = Math.min(problem.span().start(), text.end()) - 1;
        while (before >= text.start() && SmtpClasses.isSpace(text.buffer()[before])) before--;
        boolean opened = before >= text.start() && text.at(before) == '<';
        return opened ? new SyntaxProblem(problem.span(), "a mailbox or \">\"") : problem;
    }

    /** The keyword of an argument that the grammar refuses further on. */
    private static Optional<Text> leading(SourceText text, String keyword) {
        boolean there = text.startsWithIgnoringCase(keyword, text.start());
        return there ? Optional.of(Words.text(text, text.start(), text.start() + keyword.length())) : Optional.empty();
    }

    /** The keyword with its colon; a word that has none is not the keyword. */
    private static Optional<Text> keyword(SourceText text, @Nullable Token keyword) {
        return hasColon(text, keyword) ? Optional.of(Words.text(text, keyword)) : Optional.empty();
    }

    private static boolean hasColon(SourceText text, @Nullable Token keyword) {
        return keyword != null && text.at(((TableToken) keyword).end() - 1) == ':';
    }

    private static Optional<Text> spaceAroundColon(SourceText text, @Nullable Token keyword, @Nullable Token after) {
        if (!hasColon(text, keyword)) return Optional.empty();
        int colon = ((TableToken) keyword).end() - 1;
        int before = colon;
        while (SmtpClasses.isSpace(text.buffer()[before - 1])) before--;
        if (before < colon) return Optional.of(Words.text(text, before, colon));
        return after == null ? Optional.empty() : Optional.of(Words.text(text, after));
    }

    private Command auth(Command.Line line, SourceText text) {
        Text none = Words.none(text, text.end());
        return arguments
                .parse(text, text.start(), text.end(), SmtpCommand::auth)
                .filter(auth -> auth.mechanism != null)
                .map(auth -> new Command.Auth(
                        line,
                        Words.text(text, auth.mechanism),
                        Optional.ofNullable(auth.initialResponse).map(token -> Words.text(text, token)),
                        auth.initialResponse == null
                                ? none
                                : Words.text(
                                        text,
                                        Words.skipSpace(text, ((TableToken) auth.initialResponse).end()),
                                        text.end())))
                .orElseGet(() -> new Command.Auth(line, none, Optional.empty(), none));
    }
}
