package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.source.Span;
import smtplint.grammar.SmtpCommand;

/** Turns the tokens of a path into the record, and says of its parts what the grammar of RFC 5321 §4.1.2 refuses. */
final class PathReader {
    private final ByteLexer tokens;

    PathReader(ByteLexer tokens) {
        this.tokens = tokens;
    }

    MailPath path(SmtpCommand.PathContext path) {
        Span span = tokens.text().span(start(path), end(path));
        if (path.angle == null) return bare(path, span);
        String name = path.phrase == null
                ? ""
                : tokens.text().string(start(path), start(path.angle)).trim();
        SmtpCommand.BracketedContext angle = path.angle;
        boolean closed = angle.closing != null;
        if (angle.route != null) return routed(angle.route, closed, name, span);
        if (angle.inner != null) return mailbox(List.of(), angle.inner, closed, name, span);
        if (closed && end(angle) - start(angle) == 2 && name.isEmpty()) return new MailPath.NullPath(span);
        return malformed(path, closed ? "a mailbox between the brackets" : "a mailbox and \">\"");
    }

    private MailPath bare(SmtpCommand.PathContext path, Span span) {
        if (path.route != null) return routed(path.route, false, "", span);
        int last = path.stop.getTokenIndex() - (path.closing == null ? 0 : 1);
        return new MailPath.Path(List.of(), mailbox(path.start.getTokenIndex(), last), false, "", span);
    }

    private MailPath routed(SmtpCommand.SourceRouteContext path, boolean bracketed, String name, Span span) {
        if (path.colon != null) {
            return path.inner == null
                    ? malformed(path, "a mailbox after the route")
                    : mailbox(route(path.route), path.inner, bracketed, name, span);
        }
        int first = path.start.getTokenIndex();
        int last = path.stop.getTokenIndex();
        for (int i = first; i <= last; i++)
            if (tokens.type(i) == SmtpCommand.COMMA) return malformed(path, "\":\" and a mailbox after the route");
        return new MailPath.Path(List.of(), mailbox(first, last), bracketed, name, span);
    }

    private MailPath mailbox(
            List<Host.DomainName> route, ParserRuleContext mailbox, boolean bracketed, String name, Span span) {
        Mailbox read = mailbox(mailbox.start.getTokenIndex(), mailbox.stop.getTokenIndex());
        return new MailPath.Path(route, read, bracketed, name, span);
    }

    private List<Host.DomainName> route(ParserRuleContext route) {
        List<Host.DomainName> hosts = new ArrayList<>();
        int last = route.stop.getTokenIndex();
        for (int i = route.start.getTokenIndex(); i <= last; ) {
            int from = ++i;
            while (i <= last && tokens.type(i) != SmtpCommand.AT && tokens.type(i) != SmtpCommand.COMMA) i++;
            int to = trimmedEnd(from, i - 1);
            int start = tokens.start(from);
            int end = to < from ? start : tokens.end(to);
            hosts.add(DomainSyntax.domain(
                    tokens.text().string(start, end), tokens.text().span(start, end)));
            while (i <= last && tokens.type(i) != SmtpCommand.AT) i++;
        }
        return hosts;
    }

    /** The tokens {@code first} to {@code last} as a mailbox, parted at the last "@". */
    private Mailbox mailbox(int first, int last) {
        last = trimmedEnd(first, last);
        int at = last;
        while (at >= first && tokens.type(at) != SmtpCommand.AT) at--;
        Span span = tokens.text().span(tokens.start(first), tokens.end(last));
        if (at < first) return new Mailbox(localPart(first, last), Optional.empty(), span);
        return new Mailbox(localPart(first, at - 1), Optional.of(host(at, last)), span);
    }

    private int trimmedEnd(int first, int last) {
        int end = last;
        while (end > first && tokens.type(end) == SmtpCommand.SP) end--;
        return end;
    }

    private Host host(int at, int last) {
        int start = tokens.end(at);
        int end = tokens.end(last);
        String value = tokens.text().string(start, end);
        Span span = tokens.text().span(start, end);
        boolean literal = last == at + 1 && tokens.type(last) == SmtpCommand.LITERAL;
        return literal ? AddressLiterals.literal(value, span) : DomainSyntax.domain(value, span);
    }

    private Mailbox.LocalPart localPart(int first, int last) {
        if (last < first) {
            int at = tokens.start(first);
            Span span = tokens.text().span(at, at);
            return new Mailbox.LocalPart("", false, false, "empty local-part", span, span);
        }
        String text = tokens.text().string(tokens.start(first), tokens.end(last));
        Span span = tokens.text().span(tokens.start(first), tokens.end(last));
        if (first == last && tokens.type(first) == SmtpCommand.QUOTED) {
            Fault fault = LocalPartSyntax.quotedStringFault(text);
            return new Mailbox.LocalPart(
                    LocalPartSyntax.unquoted(text), true, false, fault.words(), fault.span(text, span), span);
        }
        boolean quoted = false;
        for (int i = first; i <= last; i++) quoted |= tokens.type(i) == SmtpCommand.QUOTED;
        if (quoted) return new Mailbox.LocalPart(text, true, true, "quoted string beside other text", span, span);
        Fault fault = LocalPartSyntax.dotStringFault(text);
        return new Mailbox.LocalPart(text, false, false, fault.words(), fault.span(text, span), span);
    }

    private MailPath malformed(ParserRuleContext context, String expected) {
        String value = tokens.text().string(start(context), end(context));
        Span span = tokens.text().span(start(context), end(context));
        return new MailPath.Malformed(value, new SyntaxProblem(span, expected), span);
    }

    private static int start(ParserRuleContext context) {
        return ((TableToken) context.start).start();
    }

    private static int end(ParserRuleContext context) {
        Token stop = context.stop;
        return ((TableToken) stop).end();
    }
}
