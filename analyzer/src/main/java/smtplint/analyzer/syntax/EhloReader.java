package smtplint.analyzer.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.SmtpReply;

/** Reads the service extensions out of the reply to EHLO or LHLO (RFC 5321 §4.1.1.1), and the name in a greeting. */
public final class EhloReader {
    private final Parsing<SmtpReply> texts = new Parsing<>(new ArgumentLexer(), SmtpReply::new);

    /** The offers after an accepted hello: none after HELO, unknown when the reply broke off. */
    public Offers offers(Verb hello, Reply reply) {
        if (hello == Verb.HELO) return Offers.NONE;
        List<Reply.ReplyLine> lines = reply.lines();
        List<Offers.Offer> offers = new ArrayList<>(lines.size());
        for (Reply.ReplyLine line : lines.subList(1, lines.size())) offer(line, offers);
        // A log that keeps nothing but the code of a reply hides its text.
        return new Offers(reply.terminated() && lines.stream().noneMatch(Reply.ReplyLine::hidden), offers);
    }

    /** The first word of a greeting or of the reply to a hello: the server's name. */
    public Optional<Host> serverName(Reply reply) {
        Text text = reply.firstLine().text();
        SourceText bytes = SourceText.of(text.value().getBytes(StandardCharsets.UTF_8));
        return texts.parse(bytes, 0, bytes.end(), SmtpReply::greeting)
                .filter(greeting -> greeting.host != null)
                .map(greeting -> (TableToken) greeting.host)
                .map(word -> Words.host(word.getText(), place(text.span(), word.start(), word.end())));
    }

    private void offer(Reply.ReplyLine line, List<Offers.Offer> offers) {
        Text text = line.text();
        SourceText bytes = SourceText.of(text.value().getBytes(StandardCharsets.UTF_8));
        texts.parse(bytes, 0, bytes.end(), SmtpReply::ehloLine)
                .filter(ehlo -> ehlo.ehloKeyword != null)
                .ifPresent(ehlo -> offers.add(offer(text, bytes, ehlo)));
    }

    /** {@code AUTH=LOGIN PLAIN}, older than RFC 4954, offers AUTH too. */
    private static Offers.Offer offer(Text line, SourceText bytes, SmtpReply.EhloLineContext ehlo) {
        TableToken word = (TableToken) ehlo.ehloKeyword;
        List<Text> parameters = new ArrayList<>();
        int keywordEnd = word.end();
        int equals = bytes.indexOf('=', word.start());
        if (equals > word.start() && equals < word.end()) {
            keywordEnd = equals;
            if (equals + 1 < word.end()) parameters.add(slice(line, bytes, equals + 1, word.end()));
        }
        boolean wellFormed = keywordEnd == word.end() && word.start() == 0;
        ehlo.ehloParam.forEach(
                token -> parameters.add(slice(line, bytes, ((TableToken) token).start(), ((TableToken) token).end())));
        Text keyword = slice(line, bytes, word.start(), keywordEnd);
        wellFormed &= Parameters.isKeyword(keyword.value());
        for (Text parameter : parameters) wellFormed &= isParameter(parameter.value());
        return new Offers.Offer(keyword, parameters, wellFormed, line.span());
    }

    /** ehlo-param: printable ASCII. */
    private static boolean isParameter(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) <= ' ' || text.charAt(i) > 126) return false;
        return !text.isEmpty();
    }

    private static Text slice(Text line, SourceText bytes, int from, int to) {
        return new Text(bytes.string(from, to), place(line.span(), from, to));
    }

    /** Exact where the line stands in the input as on the wire; within the line in any case. */
    private static Span place(Span line, int from, int to) {
        int start = Math.min(line.start() + from, line.end());
        return new Span(start, Math.max(start, Math.min(line.start() + to, line.end())));
    }
}
