package smtplint.analyzer.syntax;

import java.util.Optional;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Mailbox.LocalPart;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.ImfAddress;

/** Runs of words between the marks of an address, judged: a local-part, a domain, a phrase. */
final class ImfWords {
    private final ImfLexer lexer;

    ImfWords(ImfLexer lexer) {
        this.lexer = lexer;
    }

    /** The words {@code from} to {@code to} as a local-part, obsolete forms included (RFC 5322 §3.4.1, §4.4). */
    LocalPart localPart(int from, int to) {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        boolean gap = false;
        for (int i = from; i < to; i++) {
            boolean isQuoted = lexer.type(i) == ImfAddress.QUOTED_STRING;
            quoted |= isQuoted;
            gap |= i > from && lexer.start(i) > lexer.end(i - 1);
            value.append(isQuoted ? unquoted(lexer.text(), lexer.start(i), lexer.end(i)) : lexer.string(i));
        }
        Optional<Fault> fault = dotFault(from, to);
        Span span = lexer.span(from, to);
        return new LocalPart(
                value.toString(),
                quoted,
                gap || quoted && to - from > 1,
                fault.map(Fault::words).orElse(""),
                fault.map(this::span).orElse(span),
                span);
    }

    /** A dot-atom or a domain literal (RFC 5322 §3.4.1). */
    Host host(int from, int to) {
        if (lexer.type(from) == ImfAddress.DOMAIN_LITERAL) return literal(from);
        StringBuilder value = new StringBuilder();
        for (int i = from; i < to; i++) value.append(lexer.string(i));
        Optional<Fault> fault = domainFault(from, to);
        Span span = lexer.span(from, to);
        return new Host.DomainName(
                value.toString(),
                fault.map(Fault::words).orElse(""),
                fault.map(this::span).orElse(span),
                span);
    }

    private Span span(Fault fault) {
        return lexer.span(fault.token(), fault.token() + 1);
    }

    private Host literal(int token) {
        String inside = lexer.text().string(lexer.start(token) + 1, lexer.end(token) - 1);
        return AddressLiterals.literal("[" + inside.strip() + "]", lexer.span(token, token + 1));
    }

    /** The words of a display name, unquoted, one space where there was white space or a comment. */
    String phrase(int from, int to) {
        StringBuilder phrase = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from && lexer.start(i) > lexer.end(i - 1)) phrase.append(' ');
            if (lexer.type(i) == ImfAddress.QUOTED_STRING)
                phrase.append(unquoted(lexer.text(), lexer.start(i), lexer.end(i)));
            else phrase.append(lexer.string(i));
        }
        return phrase.toString();
    }

    /** What is wrong at a token, in words for the model, and what the grammar would have taken there. */
    record Fault(int token, String words, String expected) {
        SyntaxProblem problem(ImfLexer lexer) {
            return new SyntaxProblem(lexer.span(token, token + 1), expected);
        }
    }

    /** Words and dots must take turns, beginning and ending with a word. */
    Optional<Fault> dotFault(int from, int to) {
        boolean afterWord = false;
        for (int i = from; i < to; i++) {
            int type = lexer.type(i);
            boolean dot = type == ImfAddress.DOT;
            if (type == ImfAddress.DOMAIN_LITERAL) return Optional.of(new Fault(i, "brackets", "a word"));
            if (dot && !afterWord)
                return Optional.of(new Fault(i, i == from ? "begins with a dot" : "two dots in a row", "a word"));
            if (!dot && afterWord) return Optional.of(new Fault(i, "two words without a dot", "\".\" or \"@\""));
            afterWord = !dot;
        }
        return afterWord ? Optional.empty() : Optional.of(new Fault(to - 1, "ends with a dot", "a word after it"));
    }

    /** As {@link #dotFault}; and no label of a domain name begins or ends with a hyphen (RFC 1034). */
    Optional<Fault> domainFault(int from, int to) {
        if (lexer.type(from) == ImfAddress.DOMAIN_LITERAL) return Optional.empty();
        Optional<Fault> fault = dotFault(from, to);
        if (fault.isPresent()) return fault;
        for (int i = from; i < to; i++) {
            if (lexer.type(i) == ImfAddress.DOT) continue;
            int first = lexer.text().at(lexer.start(i));
            int last = lexer.text().at(lexer.end(i) - 1);
            if (first == '-' || last == '-')
                return Optional.of(new Fault(
                        i, "a label " + (first == '-' ? "begins" : "ends") + " with a hyphen", "a letter or digit"));
        }
        return Optional.empty();
    }

    /** The content of a quoted string: escapes undone, folds gone (RFC 5322 §3.2.4). */
    static String unquoted(SourceText text, int from, int to) {
        int end = to - 1 > from && text.at(to - 1) == '"' ? to - 1 : to;
        int plain = from + 1;
        while (plain < end && "\\\r\n".indexOf(text.at(plain)) < 0) plain++;
        if (plain >= end) return text.string(Math.min(from + 1, end), end);
        byte[] content = new byte[end - from];
        int length = 0;
        for (int i = from + 1; i < end; i++) {
            int c = text.at(i);
            if (c == '\\' && i + 1 < end) c = text.at(++i);
            else if (c == '\r' || c == '\n') continue;
            content[length++] = (byte) c;
        }
        return new String(content, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    }
}
