package smtplint.analyzer.syntax;

import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.Received;

/** Reads the WITH clause: the protocol keyword among the words that programs put around it. */
final class ReceivedProtocols {
    private static final String[] PROTOCOLS = {"SMTP", "LMTP", "HTTP", "IMAP", "POP3"};

    /** Programs' own words for a protocol that has a keyword: RFC 3848, and RFC 2442 for batched SMTP. */
    private static final Map<String, String> KEYWORDS = Map.of(
            "SMTPSVC", "SMTP",
            "BSMTP", "SMTP",
            "SMTP-TLS", "SMTPS",
            "ESMTP-TLS", "ESMTPS",
            "HTTPREST", "HTTP");

    private final ReceivedLexer lexer;

    ReceivedProtocols(ReceivedLexer lexer) {
        this.lexer = lexer;
    }

    /** The word that names a protocol, or else all words: "Microsoft SMTP Server", "ESMTP/TLS/…", "local-esmtps". */
    Optional<Text> read(int from, int to, ReceivedComments comments) {
        SourceText text = lexer.text();
        int first = from;
        while (first < to && lexer.type(first) == Received.COMMENT) first++;
        int last = first;
        while (last < to && lexer.type(last) != Received.COMMENT) last++;
        if (first < last && lexer.string(first).equalsIgnoreCase("Microsoft")) comments.exchange();
        for (int i = first; i < last; i++) {
            if (i > first && lexer.string(i).equalsIgnoreCase("encrypted"))
                comments.tls(lexer.start(i - 1), lexer.end(i - 1));
            Optional<Text> known = known(i, comments);
            if (known.isPresent()) return known;
        }
        if (last == first) return Optional.empty();
        int start = lexer.start(first);
        int end = lexer.end(last - 1);
        return Optional.of(Text.of(text, start, end));
    }

    private Optional<Text> known(int token, ReceivedComments comments) {
        SourceText text = lexer.text();
        int start = lexer.start(token);
        int end = lexer.end(token);
        int slash = start;
        while (slash < end && text.at(slash) != '/') slash++;
        boolean local = text.startsWithIgnoringCase("local-", start);
        if (local) comments.localHandoff();
        if (slash < end && text.startsWithIgnoringCase("TLS", slash + 1)) comments.tls(slash + 1, end);
        String word = text.string(local ? start + 6 : start, Math.max(slash, local ? start + 6 : start));
        if (lexer.type(token) == Received.DOMAIN_LITERAL) return wordInside(word, start);
        String upper = Ascii.upper(word);
        for (String protocol : PROTOCOLS) {
            int at = upper.indexOf(protocol);
            if (at < 0 || word.length() > protocol.length() + 5) continue;
            return Optional.of(new Text(KEYWORDS.getOrDefault(upper, word), text.span(start, end)));
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
        return Optional.of(new Text(literal.substring(first, last), lexer.text().span(start + first, start + last)));
    }
}
