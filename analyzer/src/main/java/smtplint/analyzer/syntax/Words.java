package smtplint.analyzer.syntax;

import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Slices of a text as the records want them. */
final class Words {
    private Words() {}

    static Text text(SourceText source, int from, int to) {
        return Text.of(source, from, to);
    }

    static Text text(SourceText source, Token token) {
        TableToken word = (TableToken) token;
        return text(source, word.start(), word.end());
    }

    static Text none(SourceText source, int at) {
        return new Text("", source.span(at, at));
    }

    static int skipSpace(SourceText source, int from) {
        int i = from;
        while (i < source.end() && SmtpClasses.isSpace(source.buffer()[i])) i++;
        return i;
    }

    /** An address literal when it begins with a bracket, a domain name otherwise. */
    static Host host(Text word) {
        return host(word.value(), word.span());
    }

    static Host host(String word, Span span) {
        return word.startsWith("[") ? AddressLiterals.literal(word, span) : DomainSyntax.domain(word, span);
    }
}
