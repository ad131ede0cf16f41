package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.model.AddressList.Address;
import smtplint.analyzer.model.AddressList.AddressProblem;
import smtplint.analyzer.model.AddressList.AddressProblem.Kind;
import smtplint.analyzer.model.AddressList.Group;
import smtplint.analyzer.model.AddressList.NamedMailbox;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.model.Mailbox.LocalPart;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.ImfAddress;
import smtplint.grammar.ImfAddress.AddrSpecContext;
import smtplint.grammar.ImfAddress.AddressContext;
import smtplint.grammar.ImfAddress.AngleAddrContext;
import smtplint.grammar.ImfAddress.DomainContext;
import smtplint.grammar.ImfAddress.MailboxContext;

/** Turns contexts of the address grammar into mailboxes and groups, and collects what is wrong with them. */
final class AddressBuilder {
    final List<Address> addresses = new ArrayList<>();
    final List<AddressProblem> problems = new ArrayList<>();
    final List<Span> emptyElements = new ArrayList<>();
    private final ImfLexer lexer;
    private final ImfWords words;
    private int nextComment;

    AddressBuilder(ImfLexer lexer) {
        this.lexer = lexer;
        this.words = new ImfWords(lexer);
    }

    /** Call before the contexts of a new slice are added: comments are counted from its start. */
    void startSlice() {
        nextComment = 0;
    }

    void add(AddressContext context) {
        if (context.colon == null)
            mailbox(context, context.at, context.host, context.angle).ifPresent(addresses::add);
        else addresses.add(group(context));
    }

    private Group group(AddressContext context) {
        int first = index(context.start);
        int colon = index(context.colon);
        List<NamedMailbox> members = new ArrayList<>();
        for (MailboxContext member : context.members.elements)
            mailbox(member, member.at, member.host, member.angle).ifPresent(members::add);
        Text name = new Text(words.phrase(first, colon), lexer.span(first, colon));
        return new Group(name, members, true, lexer.span(first, index(context.semi) + 1));
    }

    private Optional<NamedMailbox> mailbox(
            ParserRuleContext context,
            @Nullable Token at,
            @Nullable DomainContext host,
            @Nullable AngleAddrContext angle) {
        int first = index(context.start);
        int end = index(context.stop) + 1;
        List<String> comments = comments(end);
        if (angle == null) {
            int atIndex = at == null ? -1 : index(at);
            Mailbox mailbox = addrSpec(first, atIndex, end, host);
            return Optional.of(named("", first, first, false, Optional.empty(), comments, mailbox, first, end));
        }
        int phraseEnd = index(angle.start);
        if (angle.spec == null) {
            problem(Kind.INVALID, lexer.span(end - 1, end), "an address");
            return Optional.empty();
        }
        Optional<Span> route =
                Optional.ofNullable(angle.sourceRoute).map(r -> lexer.span(index(r.start), index(r.stop) + 1));
        Mailbox mailbox = addrSpec(angle.spec);
        String phrase = words.phrase(first, phraseEnd);
        return Optional.of(named(phrase, first, phraseEnd, true, route, comments, mailbox, first, end));
    }

    private NamedMailbox named(
            String phrase,
            int first,
            int phraseEnd,
            boolean bracketed,
            Optional<Span> route,
            List<String> comments,
            Mailbox mailbox,
            int from,
            int to) {
        Optional<Span> special = Optional.empty();
        Optional<Span> dot = Optional.empty();
        for (int i = first; i < phraseEnd; i++) {
            int type = lexer.type(i);
            if (type == ImfAddress.ATOM || type == ImfAddress.QUOTED_STRING) continue;
            if (type != ImfAddress.DOT) special = special.or(() -> Optional.of(lexer.span(first, phraseEnd)));
            else if (i == first) special = special.or(() -> Optional.of(lexer.span(first, phraseEnd)));
            else if (dot.isEmpty()) dot = Optional.of(lexer.span(i, i + 1));
        }
        return new NamedMailbox(
                phrase,
                lexer.span(first, phraseEnd),
                bracketed,
                route,
                special,
                dot,
                comments,
                mailbox,
                lexer.span(from, to));
    }

    private Mailbox addrSpec(AddrSpecContext spec) {
        int atIndex = spec.at == null ? -1 : index(spec.at);
        return addrSpec(index(spec.start), atIndex, index(spec.stop) + 1, spec.host);
    }

    private Mailbox addrSpec(int first, int at, int end, @Nullable DomainContext host) {
        if (host == null) {
            problem(Kind.DOMAIN_MISSING, lexer.span(first, end), "\"@\" and a domain");
            return new Mailbox(words.localPart(first, end), Optional.empty(), lexer.span(first, end));
        }
        LocalPart localPart = words.localPart(first, at);
        words.dotFault(first, at).ifPresent(f -> invalid(f.problem(lexer)));
        int hostEnd = index(host.stop) + 1;
        words.domainFault(at + 1, hostEnd).ifPresent(f -> invalid(f.problem(lexer)));
        Host right = words.host(at + 1, hostEnd);
        return new Mailbox(localPart, Optional.of(right), lexer.span(first, hostEnd));
    }

    /** The path of a Return-Path field. */
    MailPath path(@Nullable AngleAddrContext angle, @Nullable AddrSpecContext bare) {
        if (angle == null && bare != null) return path(bare, List.of(), false, bare);
        if (angle == null || angle.spec == null) return new MailPath.NullPath(lexer.span(0, 2));
        List<Host.DomainName> route = new ArrayList<>();
        if (angle.sourceRoute != null)
            for (DomainContext host : angle.sourceRoute.hosts)
                if (words.host(index(host.start), index(host.stop) + 1) instanceof Host.DomainName name)
                    route.add(name);
        return path(angle.spec, route, true, angle);
    }

    private MailPath path(
            AddrSpecContext spec, List<Host.DomainName> route, boolean bracketed, ParserRuleContext whole) {
        Span span = lexer.span(index(whole.start), index(whole.stop) + 1);
        return new MailPath.Path(route, addrSpec(spec), bracketed, "", span);
    }

    /** The comments up to the token that follows the mailbox, without their parentheses. */
    private List<String> comments(int end) {
        int limit = end < lexer.count() ? lexer.start(end) : Integer.MAX_VALUE;
        if (nextComment >= lexer.comments() || lexer.commentStart(nextComment) >= limit) return List.of();
        SourceText text = lexer.text();
        List<String> found = new ArrayList<>();
        for (; nextComment < lexer.comments() && lexer.commentStart(nextComment) < limit; nextComment++)
            found.add(text.string(lexer.commentStart(nextComment) + 1, lexer.commentEnd(nextComment) - 1));
        return found;
    }

    void problem(Kind kind, Span span, String expected) {
        problems.add(new AddressProblem(kind, new SyntaxProblem(span, expected)));
    }

    private void invalid(SyntaxProblem problem) {
        problems.add(new AddressProblem(Kind.INVALID, problem));
    }

    private static int index(Token token) {
        return token.getTokenIndex();
    }
}
