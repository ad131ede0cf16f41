package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.AddressList.Address;
import smtplint.analyzer.model.AddressList.AddressProblem;
import smtplint.analyzer.model.AddressList.AddressProblem.Kind;
import smtplint.analyzer.model.AddressList.Group;
import smtplint.analyzer.model.AddressList.NamedMailbox;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.ImfAddress;
import smtplint.grammar.ImfAddress.SingletonContext;

/**
 * Reads an address list that the grammar refused, element by element, so that one broken address does not hide the
 * others and each is explained where it breaks.
 */
final class AddressElements {
    private final ImfLexer lexer;
    private final Parsing<ImfAddress> parsing;
    private final AddressBuilder builder;

    AddressElements(ImfLexer lexer, Parsing<ImfAddress> parsing, AddressBuilder builder) {
        this.lexer = lexer;
        this.parsing = parsing;
        this.builder = builder;
    }

    /** A piece between separators, {@code closedBy} the token that ended it. */
    private record Element(int from, int to, int closedBy, boolean opensGroup) {}

    void read(SourceText text) {
        lexer.read(text, text.start(), text.end());
        List<Element> elements = split(text);
        Optional<Text> group = Optional.empty();
        int groupStart = 0;
        int members = 0;
        for (Element element : elements) {
            if (element.opensGroup) {
                group = Optional.of(name(text, element));
                groupStart = element.from;
                members = builder.addresses.size();
                continue;
            }
            if (element.from < element.to) read(text, element);
            else if (element.closedBy == ImfAddress.COMMA)
                builder.emptyElements.add(text.span(element.to, element.to + 1));
            if (element.closedBy == ImfAddress.SEMI) {
                if (group.isPresent()) close(group.get(), true, members, text.span(groupStart, element.to + 1));
                else builder.problem(Kind.SEPARATOR_SEMICOLON, text.span(element.to, element.to + 1), "\",\"");
                group = Optional.empty();
            }
        }
        if (group.isPresent()) close(group.get(), false, members, text.span(groupStart, text.end()));
    }

    /** Takes the mailboxes read since the group was opened out of the list and into the group. */
    private void close(Text name, boolean terminated, int first, Span span) {
        List<Address> tail = builder.addresses.subList(first, builder.addresses.size());
        List<NamedMailbox> members = new ArrayList<>();
        for (Address address : tail) if (address instanceof NamedMailbox mailbox) members.add(mailbox);
        tail.clear();
        builder.addresses.add(new Group(name, members, terminated, span));
    }

    private static Text name(SourceText text, Element element) {
        return new Text(text.string(element.from, element.to).strip(), text.span(element.from, element.to));
    }

    private List<Element> split(SourceText text) {
        List<Element> elements = new ArrayList<>();
        boolean inAngle = false;
        boolean atSeen = false;
        boolean inGroup = false;
        int first = -1;
        int end = -1;
        for (int i = 0; i <= lexer.count(); i++) {
            int type = i < lexer.count() ? lexer.type(i) : ImfAddress.EOF;
            boolean opens = type == ImfAddress.COLON && !inAngle && !inGroup && !atSeen && first >= 0;
            boolean ends = type == ImfAddress.EOF || type == ImfAddress.SEMI || type == ImfAddress.COMMA;
            boolean inRoute = type == ImfAddress.COMMA && inAngle && first >= 0 && closesBeforeComma(i);
            if (opens || ends && !inRoute) {
                int at = type == ImfAddress.EOF ? text.end() : lexer.start(i);
                if (type != ImfAddress.EOF || first >= 0)
                    elements.add(new Element(first < 0 ? at : first, first < 0 ? at : end, type, opens));
                inGroup = opens || inGroup && type != ImfAddress.SEMI;
                inAngle = atSeen = false;
                first = -1;
                continue;
            }
            if (first < 0) first = lexer.start(i);
            end = lexer.end(i);
            if (type == ImfAddress.LT) inAngle = true;
            else if (type == ImfAddress.GT) inAngle = false;
            else if (type == ImfAddress.AT) atSeen = true;
        }
        return elements;
    }

    /** True for the comma of a source route: the next token is "@" or another comma, as in {@code <@a,@b:c@d>}. */
    private boolean closesBeforeComma(int comma) {
        int next = comma + 1 < lexer.count() ? lexer.type(comma + 1) : ImfAddress.EOF;
        return next == ImfAddress.AT;
    }

    private void read(SourceText text, Element element) {
        Optional<SingletonContext> read = parsing.parse(text, element.from, element.to, ImfAddress::singleton);
        builder.startSlice();
        if (read.isPresent()) {
            builder.add(read.get().element);
            return;
        }
        Kind kind = kind();
        SyntaxProblem problem = parsing.problem(text, element.from, element.to, ImfAddress::singleton);
        int open = only(ImfAddress.LT);
        if (open > 0 && lexer.type(lexer.count() - 1) == ImfAddress.GT && kind == Kind.INVALID) {
            if (salvage(text, element, lexer.start(open))) return;
        }
        builder.problems.add(new AddressProblem(kind, problem));
    }

    /** Reads what stands in angle brackets when it is the display name that the grammar refused. */
    private boolean salvage(SourceText text, Element element, int open) {
        Optional<SingletonContext> angle = parsing.parse(text, open, element.to, ImfAddress::singleton);
        if (angle.isEmpty()) return false;
        int before = builder.addresses.size();
        builder.add(angle.get().element);
        if (builder.addresses.size() == before || !(builder.addresses.get(before) instanceof NamedMailbox mailbox))
            return true;
        int phraseEnd = open;
        while (phraseEnd > element.from && " \t\r\n".indexOf(text.at(phraseEnd - 1)) >= 0) phraseEnd--;
        Span phrase = text.span(element.from, phraseEnd);
        builder.addresses.set(
                before,
                new NamedMailbox(
                        text.string(element.from, phraseEnd),
                        phrase,
                        true,
                        mailbox.route(),
                        Optional.of(phrase),
                        Optional.empty(),
                        mailbox.comments(),
                        mailbox.mailbox(),
                        text.span(element.from, element.to)));
        return true;
    }

    /** The index of the only token of a type, -1 when there is none or another. */
    private int only(int type) {
        int found = -1;
        for (int i = 0; i < lexer.count(); i++) {
            if (lexer.type(i) != type) continue;
            if (found >= 0) return -1;
            found = i;
        }
        return found;
    }

    private Kind kind() {
        if (lexer.brokenQuote() >= 0) return Kind.QUOTED_STRING_UNTERMINATED;
        if (lexer.brokenComment() >= 0) return Kind.COMMENT_UNBALANCED;
        int open = 0;
        int close = 0;
        boolean doubled = false;
        for (int i = 0; i < lexer.count(); i++) {
            int type = lexer.type(i);
            if (type == ImfAddress.STRAY && lexer.text().at(lexer.start(i)) == ')') return Kind.COMMENT_UNBALANCED;
            if (type == ImfAddress.LT) doubled |= ++open > 1;
            if (type == ImfAddress.GT) doubled |= ++close > 1;
        }
        return doubled || open != close ? Kind.BRACKETS_UNBALANCED : Kind.INVALID;
    }
}
