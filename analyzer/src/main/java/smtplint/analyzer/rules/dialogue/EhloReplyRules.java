package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Offers.Offer;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Span;

/** The reply to EHLO and what the server makes of it: RFC 5321 §4.1.1.1. */
public final class EhloReplyRules extends RuleFamily {

    public EhloReplyRules() {
        super("extension");

        rule("ehlo-first-line-not-domain")
                .severity(ERROR)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(5321, "4.1.1.1")
                .says("First line of the EHLO reply does not name the server: %s")
                .because("The first line MUST carry the server's domain. Clients skip it, so an extension that "
                        + "stands there is not seen.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-PIPELINING
                           ^^^^^^^^^^
                    S: 250 SIZE 10485760
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 SIZE 10485760
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, EhloReplyRules::firstLine);

        rule("ehlo-keyword-malformed")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(5321, "4.1.1.1")
                .says("Malformed line in the EHLO reply")
                .because("A line is a keyword of letters, digits and inner hyphens, and parameters with single "
                        + "spaces between them; clients can't recognise others.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BIT_MIME
                           ^^^^^^^^^
                    S: 250 SIZE 10485760
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 SIZE 10485760
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, EhloReplyRules::malformed);

        rule("ehlo-keyword-duplicate")
                .severity(INFO)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(5321, "4.1.1.1")
                .says("%s is offered twice with different parameters")
                .because("Clients take the first, the last, or both: what holds is left to chance.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-SIZE 1000000
                    S: 250 SIZE 2000000
                           ^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 SIZE 10485760
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, EhloReplyRules::duplicate);

        rule("ehlo-keyword-unregistered")
                .severity(HINT)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(5321, "2.2.2")
                .says("Keyword %s is neither registered nor private")
                .because("A server MUST NOT offer keywords without X that no registered extension defines: "
                        + "another meaning may be given to them later.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 TELEPATHY
                           ^^^^^^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 SIZE 10485760
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, EhloReplyRules::unregistered);

        rule("ehlo-keyword-legacy")
                .severity(HINT)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(5321, "4.1.1.1")
                .says("%s is a relic: %s")
                .because("It helps very old clients only; others ignore it.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-AUTH PLAIN
                    S: 250 AUTH=PLAIN
                           ^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 SIZE 10485760
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, EhloReplyRules::legacy);

        rule("ehlo-keyword-mangled")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.BETWEEN)
                .rfc(3207, "6")
                .says("Keyword %s looks overwritten on its way")
                .because("Some firewalls replace keywords they do not know or want by a row of X. An extension, "
                        + "often STARTTLS, is hidden from the client, and mail goes in the clear.")
                .instead("Turn off SMTP inspection on the firewall between the two hosts.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-SIZE 10485760
                    S: 250 XXXXXXXXXX
                           ^^^^^^^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 SIZE 10485760
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, EhloReplyRules::mangled);

        rule("ehlo-lists-unimplemented-command")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.SERVER)
                .rfc(5321, "4.2.4")
                .says("%s is offered, but the server does not implement it")
                .because("A server MUST NOT list a capability whose command it answers with 502 or 500: clients "
                        + "rely on the list.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 ETRN
                    C: ETRN example.org
                    S: 502 5.5.1 not implemented
                       ^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 ETRN
                    C: ETRN example.org
                    S: 250 2.0.0 ok
                    """)
                .where(Trait.REFUSED)
                .on(Exchange.class, EhloReplyRules::unimplemented);

        rule("helo-reply-lists-extensions")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(5321, "3.2")
                .says("The reply to HELO lists service extensions")
                .because("Servers MUST NOT return the EHLO style of reply to HELO: the client has said that it "
                        + "uses no extensions, and old ones take one line only.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: HELO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE 10485760
                           ^^^^^^^^^^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: HELO client.example.org
                    S: 250 mx.example.com
                    """)
                .verbs(Verb.HELO)
                .on(Exchange.class, EhloReplyRules::heloReply);
    }

    /** The registry of the IANA, obsolete entries included. */
    static final Set<String> REGISTERED =
            Set.of(("8BITMIME ATRN AUTH BINARYMIME BURL CHECKPOINT CHUNKING CONNEG CONPERM"
                            + " DELIVERBY DSN ENHANCEDSTATUSCODES ETRN EXPN FUTURERELEASE HELP LIMITS MT-PRIORITY MTRK"
                            + " NO-SOLICITING ONEX PIPELINING REQUIRETLS RRVS SAML SEND SIZE SMTPUTF8 SOML STARTTLS SUBMITTER"
                            + " TURN UTF8SMTP VERB VRFY")
                    .split(" "));

    private static final Map<String, String> LEGACY = Map.of(
            "UTF8SMTP", "SMTPUTF8 has replaced it",
            "VERB", "verbose mode of sendmail",
            "ONEX", "one transaction only, of sendmail",
            "XEXCH50", "of Exchange before 2010",
            "SEND", "obsolete command of RFC 821",
            "SOML", "obsolete command of RFC 821",
            "SAML", "obsolete command of RFC 821",
            "TURN", "obsolete and insecure command of RFC 821");

    /** The offers of an accepted EHLO or LHLO. */
    static List<Offer> offers(Exchange exchange) {
        boolean extended = exchange.command().orElse(null) instanceof Command.Hello hello
                && hello.kind() != Verb.HELO
                && exchange.accepted()
                && !exchange.tainted();
        return extended ? exchange.after().offers().list() : List.of();
    }

    private static void firstLine(Exchange exchange, Findings findings) {
        if (!exchange.accepted() || exchange.tainted()) return;
        Reply.ReplyLine line = exchange.reply().orElseThrow().firstLine();
        if (line.hidden()) return;
        Text word = firstWord(line);
        if (word.isEmpty()) findings.at(line.codeSpan(), "it is empty");
        else if (REGISTERED.contains(word.upper()) && !word.is("HELP")) findings.at(word.span(), word.value());
    }

    private static Text firstWord(Reply.ReplyLine line) {
        String text = line.text().value();
        int end = text.indexOf(' ');
        if (end < 0) return line.text();
        int start = line.text().span().start();
        return new Text(
                text.substring(0, end),
                new Span(start, Math.min(start + end, line.text().span().end())));
    }

    /** AUTH= and the keyword of Exim's early pipelining are malformed by the grammar, and harmless. */
    private static void malformed(Exchange exchange, Findings findings) {
        for (Offer offer : offers(exchange))
            if (!offer.wellFormed() && !offer.is("AUTH") && !offer.is("X_PIPE_CONNECT")) findings.at(offer.span());
    }

    private static void duplicate(Exchange exchange, Findings findings) {
        Map<String, Offer> seen = new HashMap<>();
        for (Offer offer : offers(exchange)) {
            if (offer.is("AUTH")) continue;
            Offer before = seen.putIfAbsent(offer.keyword().upper(), offer);
            if (before != null && !words(before).equals(words(offer)))
                findings.at(offer.keyword().span(), offer.keyword().upper())
                        .because(before.span(), "offered here first");
        }
    }

    private static List<String> words(Offer offer) {
        return offer.parameters().stream().map(Text::upper).toList();
    }

    private static void unregistered(Exchange exchange, Findings findings) {
        for (Offer offer : offers(exchange)) {
            String keyword = offer.keyword().upper();
            if (offer.wellFormed() && !keyword.startsWith("X") && !REGISTERED.contains(keyword))
                findings.at(offer.keyword().span(), keyword);
        }
    }

    private static void legacy(Exchange exchange, Findings findings) {
        for (Offer offer : offers(exchange)) {
            String keyword = offer.keyword().upper();
            if (offer.is("AUTH") && !offer.wellFormed())
                findings.at(offer.keyword().span(), "AUTH=", "drafts of RFC 2554 wrote it so");
            else if (LEGACY.containsKey(keyword)) findings.at(offer.keyword().span(), keyword, LEGACY.get(keyword));
        }
    }

    private static void mangled(Exchange exchange, Findings findings) {
        for (Offer offer : offers(exchange))
            if (isMangled(offer.keyword().upper())
                    && !mayHideStarttls(
                            offer.keyword().upper(), exchange.after().offers()))
                findings.at(offer.keyword().span(), offer.keyword().value());
    }

    /** Such a keyword is security/starttls-stripped. */
    static boolean mayHideStarttls(String keyword, Offers offers) {
        return keyword.length() == "STARTTLS".length() && isMangled(keyword) && !offers.has("STARTTLS");
    }

    /** Four letters X or more, and at most one other letter behind them. */
    static boolean isMangled(String keyword) {
        int x = 0;
        while (x < keyword.length() && keyword.charAt(x) == 'X') x++;
        return x >= 4 && keyword.length() - x <= 1;
    }

    /** 500 may mean a line too long or a syntax error, so it counts for commands that can have neither. */
    private static void unimplemented(Exchange exchange, Findings findings) {
        if (isUnimplementedOffer(exchange))
            findings.at(exchange.reply().orElseThrow().codeSpan(), keyword(exchange));
    }

    static boolean isUnimplementedOffer(Exchange exchange) {
        boolean plain = exchange.is(Verb.STARTTLS) || exchange.is(Verb.VRFY) || exchange.is(Verb.EXPN);
        boolean unknown = exchange.code() == 502 || exchange.code() == 500 && plain;
        Optional<Verb> verb = exchange.command().flatMap(Command::known);
        return unknown
                && verb.isPresent()
                && !exchange.tainted()
                && exchange.actual().offers().has(keyword(exchange));
    }

    private static String keyword(Exchange exchange) {
        return exchange.is(Verb.BDAT) ? "CHUNKING" : exchange.verb();
    }

    private static void heloReply(Exchange exchange, Findings findings) {
        if (!exchange.accepted() || exchange.tainted()) return;
        List<Reply.ReplyLine> lines = exchange.reply().orElseThrow().lines();
        for (Reply.ReplyLine line : lines.subList(1, lines.size())) {
            String word = firstWord(line).upper();
            if (!REGISTERED.contains(word) || word.equals("HELP")) continue;
            findings.at(line.text().span());
            return;
        }
    }
}
