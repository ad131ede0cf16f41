package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.FakeEnd;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Turn;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.source.TextAssembler;
import smtplint.grammar.SmtpSession;

/** Makes a turn of each rule of the session grammar as it is left, so that no tree is kept. */
final class DialogueBuilder implements ParseTreeListener {
    private final SessionScanner scanner;
    private final List<TranscriptLine> lines;
    private final Set<Evidence> evidence;
    private final CommandReader commands;
    private final MessageReader messages;
    private final List<Turn> turns = new ArrayList<>();
    private TextAssembler chunks = new TextAssembler(0);
    private boolean chunksWhole = true;

    DialogueBuilder(SessionScanner scanner, Set<Evidence> evidence, CommandReader commands, MessageReader messages) {
        this.scanner = scanner;
        this.lines = scanner.lines();
        this.evidence = evidence;
        this.commands = commands;
        this.messages = messages;
    }

    List<Turn> turns() {
        return turns;
    }

    @Override
    public void exitEveryRule(ParserRuleContext rule) {
        if (!(rule.start instanceof TableToken start) || !(rule.stop instanceof TableToken stop)) return;
        switch (rule.getRuleIndex()) {
            case SmtpSession.RULE_command -> command(lines.get(start.start()));
            case SmtpSession.RULE_bdat -> bdat(lines.get(start.start()), start == stop ? null : stop);
            case SmtpSession.RULE_authResponse -> authResponse(lines.get(start.start()));
            case SmtpSession.RULE_content -> content(start);
            case SmtpSession.RULE_reply -> reply(lines.subList(start.start(), stop.start()));
            case SmtpSession.RULE_event -> event(lines.get(start.start()));
            default -> {}
        }
    }

    private void turn(Node what, TranscriptLine line) {
        turns.add(new Turn(what, line.time()));
    }

    private void command(TranscriptLine line) {
        Command command = commands.read(line);
        boolean opensTransaction = command.is(Verb.MAIL) || command.is(Verb.RSET) || command.is(Verb.EHLO);
        if (opensTransaction) forgetChunks();
        turn(command, line);
    }

    private void authResponse(TranscriptLine line) {
        turn(new Command.AuthResponse(CommandLines.line(line, "*")), line);
    }

    private void reply(List<TranscriptLine> of) {
        TranscriptLine last = of.get(of.size() - 1);
        boolean terminated = WireLine.replyCode(last.content()) > 0 && !WireLine.announcesMore(last.content());
        turn(ReplyReader.read(of, terminated), of.get(0));
    }

    private void event(TranscriptLine line) {
        turn(new ChannelEvent(ChannelEvent.Kind.valueOf(line.kind().name()), line.time(), line.span()), line);
    }

    private void content(TableToken token) {
        List<TranscriptLine> all = lines.subList(token.start(), token.end());
        Optional<TranscriptLine> dot = all.isEmpty() ? Optional.empty() : lastDot(all.get(all.size() - 1));
        List<TranscriptLine> shown = dot.isPresent() ? all.subList(0, all.size() - 1) : all;
        boolean visible = token.getType() != SmtpSession.ELIDED_CONTENT;
        TextAssembler text = new TextAssembler(ContentReader.expectedLength(shown));
        ContentReader reader = new ContentReader(evidence, true, text);
        reader.read(shown);
        boolean whole = token.getType() == SmtpSession.CONTENT && isWhole(shown);
        Span span = span(all, token.start());
        DataBlock block = new DataBlock(
                visible,
                reader.facts(),
                dot.map(line -> line.content().span()),
                whole ? Optional.of(message(text)) : Optional.empty(),
                span);
        String form = dot.flatMap(scanner::fakeEnd).orElse(FakeEnd.REAL);
        TranscriptLine last = all.isEmpty() ? lines.get(Math.max(0, token.start() - 1)) : all.get(all.size() - 1);
        turn(new Command.EndOfData(endOfData(dot, span), block, form), last);
    }

    private Optional<TranscriptLine> lastDot(TranscriptLine line) {
        boolean dot =
                line.content().length() == 1 && line.content().at(line.content().start()) == '.';
        return dot || scanner.fakeEnd(line).isPresent() ? Optional.of(line) : Optional.empty();
    }

    private static Command.Line endOfData(Optional<TranscriptLine> dot, Span content) {
        if (dot.isPresent()) return CommandLines.line(dot.get(), ".");
        Span end = Span.at(content.end());
        Text nothing = new Text("", end);
        return new Command.Line(
                nothing, new Text(".", end), nothing, Optional.empty(), LineEnding.UNKNOWN, 0, 0, false);
    }

    private Span span(List<TranscriptLine> of, int index) {
        if (!of.isEmpty())
            return of.get(0).content().span().to(of.get(of.size() - 1).content().span());
        if (index < lines.size()) return Span.at(lines.get(index).span().start());
        return index == 0 ? Span.at(0) : Span.at(lines.get(index - 1).span().end());
    }

    private void bdat(TranscriptLine line, @Nullable TableToken chunk) {
        Command.Bdat bdat = (Command.Bdat) commands.read(line);
        turn(CommandReader.with(bdat, chunk(bdat, line, chunk)), line);
        if (bdat.last()) forgetChunks();
    }

    private DataBlock chunk(Command.Bdat bdat, TranscriptLine line, @Nullable TableToken token) {
        boolean empty = bdat.size() <= 0;
        boolean visible = token == null ? empty : token.getType() == SmtpSession.CHUNK;
        List<TranscriptLine> shown = token == null ? List.of() : lines.subList(token.start(), token.end());
        ContentReader reader = new ContentReader(evidence, false, chunks);
        reader.read(shown);
        chunksWhole &= visible && isWhole(shown);
        Span span = shown.isEmpty() ? Span.at(line.content().span().end()) : span(shown, 0);
        Optional<Message> message = bdat.last() && chunksWhole ? Optional.of(message(chunks)) : Optional.empty();
        return new DataBlock(visible, reader.facts(), Optional.empty(), message, span);
    }

    private void forgetChunks() {
        chunks = new TextAssembler(0);
        chunksWhole = true;
    }

    private static boolean isWhole(List<TranscriptLine> shown) {
        return shown.stream().noneMatch(TranscriptLine::hidden);
    }

    private Message message(TextAssembler text) {
        return messages.read(text.text(), Message.Context.TRANSFERRED);
    }

    @Override
    public void enterEveryRule(ParserRuleContext rule) {}

    @Override
    public void visitTerminal(TerminalNode node) {}

    @Override
    public void visitErrorNode(ErrorNode node) {}
}
