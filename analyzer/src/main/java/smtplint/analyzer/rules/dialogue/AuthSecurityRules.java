package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.ROLE;
import static smtplint.analyzer.source.Evidence.START;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Evidence;

/** Passwords in clear, guessed or missing: RFC 4954 and RFC 6409. */
public final class AuthSecurityRules extends RuleFamily {
    /** What Nodemailer and swaks encode in place of a password. */
    private static final List<String> MASKS = List.of("/* secret */", "PROVIDED_BUT_REMOVED", "****");

    /** Mechanisms whose messages hold the password or token as it is. */
    private static final List<String> READABLE = List.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

    private static final Set<String> WEAK = Set.of("CRAM-MD5", "DIGEST-MD5", "NTLM");

    public AuthSecurityRules() {
        super("security");

        rule("plaintext-auth-without-tls")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, START)
                .blames(CLIENT)
                .rfc(4954)
                .rfc(8314)
                .says("AUTH %s on a channel without TLS")
                .because("The mechanism sends the password in a form that anyone on the way can read; it must "
                        + "not be used without protection by TLS.")
                .instead("Use STARTTLS before AUTH, or the port with implicit TLS.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-STARTTLS
                        S: 250 AUTH PLAIN LOGIN
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                           ^^^^^^^^^^
                        S: 235 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .verbs(Verb.AUTH)
                .on(Session.class, AuthSecurityRules::plaintextAuth);

        rule("auth-offered-in-cleartext")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(4954)
                .says("The server offers AUTH %s together with STARTTLS, so before TLS")
                .because("A client that takes the offer sends its password in clear. A server should offer "
                        + "such mechanisms only after STARTTLS.")
                .instead("Offer AUTH after the TLS handshake only.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-STARTTLS
                        S: 250 AUTH PLAIN LOGIN
                               ^^^^^^^^^^^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .verbs(Verb.EHLO, Verb.HELO, Verb.LHLO)
                .on(Exchange.class, AuthSecurityRules::offeredInClear);

        rule("credentials-readable-in-transcript")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(4954)
                .says("The recording holds credentials that anyone can decode")
                .because("Base64 is no encryption: whoever gets this file gets the password or token. It is "
                        + "not shown here.")
                .instead("Mask the line before passing the file on, and change the password if it was passed "
                        + "on already.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                                      ^^^^^^^^^^^^^^^^^^^^
                        S: 235 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .verbs(Verb.AUTH)
                .on(Session.class, AuthSecurityRules::credentials);

        rule("auth-mechanism-weak")
                .severity(INFO)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(8314)
                .says("AUTH %s, an obsolete mechanism")
                .because("CRAM-MD5, DIGEST-MD5 and NTLM rest on broken hashes and need the password in clear "
                        + "on the server; SCRAM replaces them.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH CRAM-MD5
                        C: AUTH CRAM-MD5
                                ^^^^^^^^
                        S: 334 PDEyMzQ1QG14LmV4YW1wbGUub3JnPg==
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .on(Command.Auth.class, (auth, findings) -> {
                    if (WEAK.contains(auth.mechanism().upper()))
                        findings.at(auth.mechanism().span(), auth.mechanism().upper());
                });

        rule("auth-failures-repeated")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(CLIENT)
                .rfc(4954)
                .says("%s attempts to authenticate failed in this session")
                .because("A person mistypes once or twice; more looks like guessing, or like a program with "
                        + "an old password that will lock the account.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: AUTH SCRAM-SHA-256 biwsbj1h
                        S: 535 no
                           ^^^
                        C: AUTH SCRAM-SHA-256 biwsbj1h
                        S: 535 no
                        C: AUTH SCRAM-SHA-256 biwsbj1h
                        S: 535 no
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        """)
                .where(Trait.REFUSED)
                .on(Session.class, AuthSecurityRules::failures);

        rule("mail-sent-unauthenticated-on-submission")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, START, ROLE)
                .blames(SERVER)
                .rfc(6409)
                .says("The submission server accepted MAIL without authentication")
                .because("A submission server must know who submits; one that takes mail from anybody is used "
                        + "to send spam.")
                .bad("""
                        # port 587
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH SCRAM-SHA-256
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                           ^^^
                        """)
                .good("""
                        # port 25
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .verbs(Verb.MAIL)
                .on(Session.class, AuthSecurityRules::unauthenticated);
    }

    private static Optional<Command.Auth> auth(Exchange exchange) {
        return exchange.command().filter(Command.Auth.class::isInstance).map(Command.Auth.class::cast);
    }

    /** Without a sign of the handshake in the recording, only an offer of STARTTLS proves that there was none. */
    private static void plaintextAuth(Session session, Findings findings) {
        boolean bytes = session.evidence().contains(Evidence.WIRE);
        int port = session.circumstances().port();
        for (Exchange exchange : session.exchanges()) {
            Optional<Command.Auth> auth =
                    auth(exchange).filter(a -> READABLE.contains(a.mechanism().upper()));
            if (auth.isEmpty() || exchange.tainted() || exchange.known().tls()) continue;
            boolean certain = exchange.known().offers().has("STARTTLS") || bytes || port == 25 || port == 587;
            Command.Auth command = auth.get();
            if (certain && exchange.known().isKnown())
                findings.at(
                        command.verb().span().to(command.mechanism().span()),
                        command.mechanism().upper());
        }
    }

    private static void offeredInClear(Exchange exchange, Findings findings) {
        if (exchange.tainted() || !exchange.accepted() || exchange.after().tls()) return;
        Offers offers = exchange.after().offers();
        if (!offers.has("STARTTLS")) return;
        for (Offers.Offer offer : offers.list()) {
            if (!offer.is("AUTH")) continue;
            List<String> readable = offer.parameters().stream()
                    .map(p -> p.upper())
                    .filter(READABLE::contains)
                    .toList();
            if (!readable.isEmpty()) {
                findings.at(offer.span(), String.join(" and ", readable));
                return;
            }
        }
    }

    private static void credentials(Session session, Findings findings) {
        Optional<Found> first = Optional.empty();
        boolean readable = false;
        boolean name = false;
        for (Exchange exchange : session.exchanges()) {
            Optional<Command.Auth> auth = auth(exchange);
            if (auth.isPresent()) {
                readable = READABLE.contains(auth.get().mechanism().upper());
                name = auth.get().mechanism().is("LOGIN");
            }
            Optional<Text> message = auth.flatMap(Command.Auth::initialResponse)
                    .or(() -> exchange.command()
                            .filter(c -> c instanceof Command.AuthResponse response && !response.cancels())
                            .map(c -> c.line().text()));
            if (message.isEmpty()) continue;
            boolean hidden = exchange.command().filter(c -> c.line().hidden()).isPresent();
            // LOGIN asks for the name first, and a name is no secret.
            boolean secret = readable && !name && !hidden && !exchange.tainted();
            name = false;
            if (!secret || !isReadable(message.get().value())) continue;
            if (first.isPresent()) first.get().followedBy(message.get().span(), "and here");
            else first = Optional.of(findings.at(message.get().span()));
        }
    }

    /** Base64 of something else than what programs write in place of a secret. */
    private static boolean isReadable(String base64) {
        if (base64.length() < 4 || !Ascii.isBase64(base64)) return false;
        String secret = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        for (String mask : MASKS) if (secret.endsWith(mask)) return false;
        return true;
    }

    private static void failures(Session session, Findings findings) {
        List<Exchange> failed = session.exchanges().stream()
                .filter(e -> e.code() == 535 && !e.tainted())
                .toList();
        if (failed.size() < 3) return;
        Found found = findings.at(failed.get(0).reply().orElseThrow().codeSpan(), failed.size());
        failed.stream()
                .skip(1)
                .limit(8)
                .forEach(e -> found.followedBy(e.reply().orElseThrow().codeSpan(), "failed again"));
    }

    private static void unauthenticated(Session session, Findings findings) {
        boolean submission = session.circumstances()
                .protocol()
                .filter(p -> p == Circumstances.Protocol.SUBMISSION)
                .isPresent();
        if (!submission) return;
        session.exchanges().stream()
                .filter(e -> e.is(Verb.MAIL) && e.accepted() && !e.tainted())
                .filter(e -> !e.actual().authenticated() && e.actual().isKnown())
                .findFirst()
                .ifPresent(e -> findings.at(e.reply().orElseThrow().codeSpan()));
    }
}
