package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.HeaderField.Lines;
import smtplint.analyzer.model.HeaderField.Moment;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.Received;
import smtplint.grammar.Received.ClauseContext;
import smtplint.grammar.Received.ReceivedContext;

/** Reads a Received field as MTAs really write it (RFC 5321 §4.4): clauses, what their comments say, the time. */
final class ReceivedReader {
    private static final String[] PROTOCOLS = {"SMTP", "LMTP", "HTTP", "IMAP", "POP3"};

    private final ReceivedLexer lexer = new ReceivedLexer();
    private final Parsing<Received> parsing = new Parsing<>(lexer, Received::new);
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
            comments(0, opening, true);
            for (int i = 0; i < contexts.size(); i++) {
                int end = i + 1 < contexts.size() ? index(contexts.get(i + 1).keyword) : lexer.count();
                clause(contexts.get(i), firstSemicolon(index(contexts.get(i).keyword), end));
            }
            Optional<Moment> time = whole.flatMap(w -> time(w, contexts));
            Optional<Text> from = clauses[Received.FROM].or(comments::handedOverBy);
            return new smtplint.analyzer.model.Received(
                    lines,
                    from,
                    comments.helo(),
                    comments.reverseName(),
                    comments.address().or(() -> from.flatMap(this::address)),
                    comments.ident(),
                    clauses[Received.BY],
                    clauses[Received.VIA],
                    clauses[Received.WITH],
                    clauses[Received.ID],
                    clauses[Received.FOR],
                    comments.tls(),
                    comments.auth(),
                    comments.isLocalHandoff() || isPickup(from),
                    time,
                    order,
                    duplicates,
                    forPaths,
                    problem(from, contexts));
        }

        /** "from mail pickup service by x with Microsoft SMTPSVC" */
        private boolean isPickup(Optional<Text> from) {
            return from.isPresent()
                    && from.get().is("mail")
                    && lexer.count() > 2
                    && lexer.string(2).equalsIgnoreCase("pickup");
        }

        private Optional<SyntaxProblem> problem(Optional<Text> from, List<ClauseContext> contexts) {
            boolean understood = from.isPresent() || clauses[Received.BY].isPresent() || comments.isLocalHandoff();
            if (understood) return Optional.empty();
            boolean clausesThere = contexts.stream().anyMatch(c -> c.keyword.getType() == Received.FROM);
            return clausesThere
                    ? Optional.empty()
                    : Optional.of(new SyntaxProblem(lines.bodySpan(), "\"from\" or \"by\" and a host"));
        }

        private Optional<Text> address(Text from) {
            String value = from.value();
            boolean literal = value.startsWith("[") && value.endsWith("]");
            String inside = literal ? value.substring(1, value.length() - 1) : value;
            String address = ReceivedComments.address(inside);
            return address.isEmpty() ? Optional.empty() : Optional.of(new Text(address, from.span()));
        }

        private void clause(ClauseContext context, int end) {
            int keyword = index(context.keyword);
            int type = context.keyword.getType();
            Text name = word(keyword);
            order.add(name);
            if (type == Received.FROM || type == Received.BY || type == Received.WITH || clauses[type].isEmpty())
                comments(keyword + 1, end, type == Received.FROM && clauses[type].isEmpty());
            if (type == Received.FOR) forPaths += paths(keyword + 1, end);
            Optional<Text> value = type == Received.WITH ? protocol(keyword + 1, end) : value(keyword + 1, end);
            if (seen[type]) duplicates.add(name);
            seen[type] = true;
            if (clauses[type].isEmpty()) clauses[type] = value;
        }

        private void comments(int from, int to, boolean ofClient) {
            for (int i = from; i < to; i++) {
                int type = lexer.type(i);
                if (type == Received.COMMENT) comments.read(lexer.start(i), lexer.end(i), ofClient);
                else if (type == Received.DOMAIN_LITERAL && ofClient && i > from)
                    comments.read(lexer.start(i), lexer.end(i), true);
            }
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

        /** The word that names a protocol, or else all words: "Microsoft SMTP Server", "ESMTP/TLS/…", "local-esmtps". */
        private Optional<Text> protocol(int from, int to) {
            int last = from;
            while (last < to && lexer.type(last) != Received.COMMENT) last++;
            for (int i = from; i < last; i++) {
                Optional<Text> known = knownProtocol(i);
                if (known.isPresent()) return known;
            }
            if (last == from) return Optional.empty();
            int start = lexer.start(from);
            int end = lexer.end(last - 1);
            return Optional.of(new Text(text.string(start, end), text.span(start, end)));
        }

        private Optional<Text> knownProtocol(int token) {
            int start = lexer.start(token);
            int end = lexer.end(token);
            int slash = start;
            while (slash < end && text.at(slash) != '/') slash++;
            boolean local = text.startsWithIgnoringCase("local-", start);
            if (slash < end && text.startsWithIgnoringCase("TLS", slash + 1)) comments.tls(slash + 1, end);
            String word = text.string(local ? start + 6 : start, Math.max(slash, local ? start + 6 : start));
            if (lexer.type(token) == Received.DOMAIN_LITERAL) return wordInside(word, start);
            String upper = Ascii.upper(word);
            for (String protocol : PROTOCOLS) {
                int at = upper.indexOf(protocol);
                if (at < 0 || word.length() > protocol.length() + 5) continue;
                boolean service = upper.equals("SMTPSVC");
                return Optional.of(new Text(service ? protocol : word, text.span(start, end)));
            }
            return Optional.empty();
        }

        /** "[XMail 1.20 ESMTP Server]" */
        private Optional<Text> wordInside(String literal, int start) {
            int at = Ascii.upper(literal).indexOf("SMTP");
            if (at < 0) return Optional.empty();
            int first = literal.lastIndexOf(' ', at) + 1;
            int end = literal.indexOf(' ', at);
            int last = end < 0 ? literal.length() : end;
            return Optional.of(new Text(literal.substring(first, last), text.span(start + first, start + last)));
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
            if (whole.semis.isEmpty()) return Optional.empty();
            int semi = index(whole.semis.get(whole.semis.size() - 1));
            int next = lexer.count();
            for (ClauseContext clause : contexts)
                if (index(clause.keyword) > semi) next = Math.min(next, index(clause.keyword));
            if (next == semi + 1) return Optional.empty();
            int from = lexer.start(semi + 1);
            return Optional.of(dates.read(text.slice(from, lexer.end(next - 1))));
        }

        private Text word(int token) {
            return new Text(lexer.string(token), lexer.span(token));
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
