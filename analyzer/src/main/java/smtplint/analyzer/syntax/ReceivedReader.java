package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.HeaderField.Lines;
import smtplint.analyzer.model.HeaderField.Moment;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.Received;
import smtplint.grammar.Received.ClauseContext;
import smtplint.grammar.Received.ReceivedContext;

/** Reads a Received field as MTAs really write it (RFC 5321 §4.4): clauses, what their comments say, the time. */
final class ReceivedReader {
    private final ReceivedLexer lexer = new ReceivedLexer();
    private final Parsing<Received> parsing = new Parsing<>(lexer, Received::new);
    private final ReceivedProtocols protocols = new ReceivedProtocols(lexer);
    private final DateTimeReader dates;

    ReceivedReader(DateTimeReader dates) {
        this.dates = dates;
    }

    smtplint.analyzer.model.Received read(Lines lines) {
        SourceText text = lines.text();
        Optional<ReceivedContext> parsed = parsing.parse(text, text.start(), text.end(), Received::received);
        return new Hop(lines).read(parsed.map(r -> r.clauses).orElse(List.of()), parsed);
    }

    /** One field being read. */
    private final class Hop {
        private final Lines lines;
        private final SourceText text;
        private final ReceivedComments comments;
        private final Optional<Text>[] clauses = emptyClauses();
        private final List<Text> order = new ArrayList<>(6);
        private final List<Text> duplicates = new ArrayList<>(0);
        private final boolean[] seen = new boolean[Received.FOR + 1];
        private int forPaths;

        private Hop(Lines lines) {
            this.lines = lines;
            this.text = lines.text();
            this.comments = new ReceivedComments(text);
        }

        private smtplint.analyzer.model.Received read(List<ClauseContext> contexts, Optional<ReceivedContext> whole) {
            int opening = contexts.isEmpty() ? lexer.count() : index(contexts.get(0).keyword);
            comments(0, opening, Received.FROM);
            for (int i = 0; i < contexts.size(); i++) {
                int end = i + 1 < contexts.size() ? index(contexts.get(i + 1).keyword) : lexer.count();
                clause(contexts.get(i), firstSemicolon(index(contexts.get(i).keyword), end));
            }
            Optional<Moment> time = whole.flatMap(w -> time(w, contexts));
            ReceivedMeaning meaning = new ReceivedMeaning(comments, clauses, time);
            return new smtplint.analyzer.model.Received(
                    lines,
                    meaning.from(),
                    comments.helo(),
                    meaning.reverseName(),
                    meaning.address(),
                    meaning.address().flatMap(a -> IpAddress.parse(a.value())),
                    comments.ident(),
                    clauses[Received.BY],
                    comments.server().address(),
                    clauses[Received.VIA],
                    clauses[Received.WITH],
                    clauses[Received.ID],
                    clauses[Received.FOR],
                    comments.tls(),
                    meaning.auth(),
                    meaning.isLocalHandoff() || isPickup(meaning.from()),
                    meaning.software(),
                    time,
                    order,
                    duplicates,
                    forPaths,
                    problem(meaning, contexts));
        }

        /** "from mail pickup service by x with Microsoft SMTPSVC" */
        private boolean isPickup(Optional<Text> from) {
            return from.isPresent()
                    && from.get().is("mail")
                    && lexer.count() > 2
                    && lexer.string(2).equalsIgnoreCase("pickup");
        }

        private Optional<SyntaxProblem> problem(ReceivedMeaning meaning, List<ClauseContext> contexts) {
            boolean understood = meaning.from().isPresent()
                    || meaning.address().isPresent()
                    || clauses[Received.BY].isPresent()
                    || meaning.isLocalHandoff();
            if (understood) return Optional.empty();
            boolean clausesThere = contexts.stream().anyMatch(c -> c.keyword.getType() == Received.FROM);
            return clausesThere
                    ? Optional.empty()
                    : Optional.of(new SyntaxProblem(lines.bodySpan(), "\"from\" or \"by\" and a host"));
        }

        private void clause(ClauseContext context, int end) {
            int keyword = index(context.keyword);
            int type = context.keyword.getType();
            Text name = word(keyword);
            order.add(name);
            boolean first = clauses[type].isEmpty();
            if (type == Received.FROM || type == Received.BY || type == Received.WITH || first)
                comments(keyword + 1, end, first ? type : Received.WITH);
            words(keyword + 1, end, type);
            if (type == Received.FOR) forPaths += paths(keyword + 1, end);
            Optional<Text> value = switch (type) {
                case Received.WITH -> protocols.read(keyword + 1, end, comments);
                case Received.VIA -> words(keyword + 1, end);
                default -> value(keyword + 1, end);
            };
            if (seen[type]) duplicates.add(name);
            seen[type] = true;
            if (first) clauses[type] = value;
            else if (type == Received.BY && value.isPresent() && value.get().is("uid")) comments.localHandoff();
        }

        /** @param of the clause they stand in: whose names and addresses are in them */
        private void comments(int from, int to, int of) {
            for (int i = from; i < to; i++) {
                int type = lexer.type(i);
                boolean literal = type == Received.DOMAIN_LITERAL && i > from;
                if (type != Received.COMMENT && !literal) continue;
                int start = lexer.start(i);
                int end = lexer.end(i);
                if (of == Received.FROM) comments.readOfClient(start, end);
                else if (of == Received.BY) comments.readOfServer(start, end);
                else if (!literal) comments.read(start, end);
            }
        }

        /** Words outside of comments that say what others put into comments. */
        private void words(int from, int to, int clause) {
            for (int i = from + 1; i < to; i++) {
                if (lexer.type(i) != Received.ATOM) continue;
                boolean more = i + 1 < to && lexer.type(i + 1) != Received.COMMENT;
                if (more && clause == Received.FROM && is(i, "be") && is(i - 1, "to")) comments.helo(unquoted(i + 1));
                else if (more && clause == Received.FROM && is(i, "user") && is(i - 1, "as"))
                    comments.user(word(i + 1));
                else if (more && is(i, "tls")) comments.tls(lexer.start(i + 1), lexer.end(i + 1));
                else if (lexer.string(i).indexOf('=') > 0) comments.read(lexer.start(i), lexer.end(i));
            }
        }

        private boolean is(int token, String word) {
            return lexer.type(token) == Received.ATOM && lexer.string(token).equalsIgnoreCase(word);
        }

        private Text unquoted(int token) {
            if (lexer.type(token) != Received.QUOTED_STRING) return word(token);
            int from = lexer.start(token) + 1;
            int to = Math.max(from, lexer.end(token) - 1);
            return Text.of(text, from, to);
        }

        /** The first word, literal or bracketed word of a clause. */
        private Optional<Text> value(int from, int to) {
            for (int i = from; i < to; i++) {
                int type = lexer.type(i);
                if (type == Received.ATOM || type == Received.DOMAIN_LITERAL || type == Received.QUOTED_STRING)
                    return Optional.of(word(i));
                if (type == Received.COMMENT && i > from) return Optional.empty();
            }
            return Optional.empty();
        }

        /** The words of a clause until a comment: "Frontend Transport". */
        private Optional<Text> words(int from, int to) {
            int last = from;
            while (last < to && lexer.type(last) == Received.ATOM) last++;
            if (last <= from + 1) return value(from, to);
            StringBuilder words = new StringBuilder();
            for (int i = from; i < last; i++) words.append(i > from ? " " : "").append(lexer.string(i));
            return Optional.of(new Text(words.toString(), text.span(lexer.start(from), lexer.end(last - 1))));
        }

        private int paths(int from, int to) {
            int paths = 0;
            for (int i = from; i < to; i++) {
                if (lexer.type(i) != Received.ATOM) continue;
                boolean bracketed = i > 0 && lexer.type(i - 1) == Received.LT;
                if (bracketed || i == from || lexer.string(i).indexOf('@') > 0) paths++;
            }
            return paths;
        }

        private int firstSemicolon(int from, int to) {
            int i = from;
            while (i < to && lexer.type(i) != Received.SEMI) i++;
            return i;
        }

        private Optional<Moment> time(ReceivedContext whole, List<ClauseContext> contexts) {
            if (whole.semis.isEmpty()) return timeWithoutSemicolon();
            int semi = index(whole.semis.get(whole.semis.size() - 1));
            int next = lexer.count();
            for (ClauseContext clause : contexts)
                if (index(clause.keyword) > semi) next = Math.min(next, index(clause.keyword));
            if (next == semi + 1) return Optional.empty();
            int from = lexer.start(semi + 1);
            return Optional.of(dates.read(text.slice(from, lexer.end(next - 1))));
        }

        /** Where a day name or "2026-11-22" begins what can be read as a date. */
        private Optional<Moment> timeWithoutSemicolon() {
            for (int i = 1; i + 1 < lexer.count(); i++) {
                if (lexer.type(i) != Received.ATOM || !DateWords.beginsDate(lexer.string(i))) continue;
                int from = lexer.start(i);
                Moment moment = dates.read(text.slice(from, lexer.end(lexer.count() - 1)));
                if (moment.value().isEmpty()) return Optional.empty();
                SyntaxProblem missing = new SyntaxProblem(text.span(from, from), "\";\" before it");
                return Optional.of(moment.with(missing));
            }
            return Optional.empty();
        }

        private Text word(int token) {
            return lexer.textOf(token);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Optional<Text>[] emptyClauses() {
        Optional<Text>[] clauses = new Optional[Received.FOR + 1];
        java.util.Arrays.fill(clauses, Optional.empty());
        return clauses;
    }

    private static int index(Token token) {
        return token.getTokenIndex();
    }
}
