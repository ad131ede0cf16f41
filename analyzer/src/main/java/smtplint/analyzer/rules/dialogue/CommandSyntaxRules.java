package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Verbs, and the arguments of commands other than hello, MAIL and RCPT: RFC 5321 §4.1.1, RFC 4954, RFC 3030. */
public final class CommandSyntaxRules extends RuleFamily {

    private static final int AUTH_LINE = 12_288;

    public CommandSyntaxRules() {
        super("command-syntax");

        rule("unknown-command")
                .severity(WARNING)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1")
                .rfc(5321, "4.2.4")
                .says("Unknown command %s")
                .because("No RFC and no known program defines it, and the server has not offered it; it answers "
                        + "500.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: HELLO there
                       ^^^^^
                    S: 500 5.5.1 unknown command
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: NOOP
                    S: 250 2.0.0 ok
                    """)
                .where(Trait.UNKNOWN_COMMAND)
                .on(Session.class, CommandSyntaxRules::unknown);

        rule("private-use-command")
                .severity(HINT)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.5")
                .says("Private-use command %s")
                .because("Commands that begin with X hold by agreement between the two peers only; a server that "
                        + "does not know them answers 500.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: XDEBUG on
                       ^^^^^^
                    S: 500 5.5.1 unknown command
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: NOOP
                    S: 250 2.0.0 ok
                    """)
                .where(Trait.UNKNOWN_COMMAND)
                .on(Command.class, CommandSyntaxRules::privateUse);

        rule("obsolete-command")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "App. F.1")
                .rfc(5321, "App. F.6")
                .says("Obsolete command %s")
                .because("SEND, SOML, SAML and TURN are left over from RFC 821: clients SHOULD NOT send them, "
                        + "and TURN hands out other people's mail.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: SEND FROM:<alice@example.org>
                       ^^^^
                    S: 502 5.5.1 not implemented
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.SEND, Verb.SOML, Verb.SAML, Verb.TURN)
                .on(
                        Command.Plain.class,
                        (command, findings) -> findings.at(command.verb().span(), command.kind()));

        rule("argument-on-bare-command")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1")
                .rfc(3207, "4")
                .says("%s with an argument")
                .because("This command takes no parameters: clients MUST NOT send any, and servers SHOULD answer "
                        + "501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: QUIT now
                            ^^^
                    S: 501 5.5.4 no argument allowed
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: QUIT
                    S: 221 2.0.0 bye
                    """)
                .verbs(Verb.DATA, Verb.RSET, Verb.QUIT, Verb.STARTTLS)
                .on(Command.Plain.class, CommandSyntaxRules::argumentOnBareCommand);

        rule("vrfy-expn-argument-missing")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.6")
                .rfc(5321, "4.1.1.7")
                .says("%s without an argument")
                .because("VRFY names a user or mailbox, EXPN a mailing list; without one there is nothing to "
                        + "answer.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: VRFY
                       ^^^^
                    S: 501 5.5.4 argument missing
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: VRFY bob
                    S: 252 2.1.5 will try
                    """)
                .verbs(Verb.VRFY, Verb.EXPN)
                .on(Command.Plain.class, (command, findings) -> {
                    if (command.argument().value().isBlank() && !command.line().hidden())
                        findings.at(command.verb().span(), command.kind());
                });

        rule("auth-command-malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("AUTH %s")
                .because("AUTH takes the name of a mechanism and at most one initial response in base64, \"=\" for "
                        + "an empty one; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN LOGIN
                    C: AUTH
                       ^^^^
                    S: 501 5.5.4 mechanism missing
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN LOGIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    """)
                .on(Command.Auth.class, CommandSyntaxRules::authMalformed);

        rule("auth-response-not-base64")
                .severity(ERROR)
                .needs(LINES, BOTH)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("%s is not base64")
                .because("Responses are sent in base64 of four characters a group, padded with \"=\"; the server "
                        + "can't decode this one and answers 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN LOGIN
                    C: AUTH PLAIN alice:secret
                                  ^^^^^^^^^^^^
                    S: 501 5.5.2 not base64
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN LOGIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, CommandSyntaxRules::notBase64);

        rule("auth-exchange-line-too-long")
                .severity(INFO)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("Line of %s octets in an AUTH exchange, over 12288")
                .because("12288 octets is the longest line that a peer must support here; Kerberos tickets can "
                        + "be longer.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN LOGIN
                    C: AUTH LOGIN
                    S: 334 VXNlcm5hbWU6
                    C: {QUJD*3073}
                       ^^^^^^^^^^^
                    S: 500 5.5.6 too long
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN LOGIN
                    C: AUTH LOGIN
                    S: 334 VXNlcm5hbWU6
                    C: YWxpY2U=
                    S: 334 UGFzc3dvcmQ6
                    """)
                .on(Command.AuthResponse.class, (response, findings) -> {
                    if (response.line().octets() > AUTH_LINE && !response.line().hidden())
                        findings.at(response.span(), response.line().octets());
                });

        rule("bdat-command-malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(3030, "2")
                .says("BDAT: expected %s")
                .because("BDAT takes the number of octets that follow and, for the last chunk, LAST. With a "
                        + "wrong size the server reads content as commands, or commands as content.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT abc
                            ^^^
                    S: 501 5.5.4 size expected
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 0 LAST
                    S: 250 2.0.0 ok
                    """)
                .on(Command.Bdat.class, (bdat, findings) -> {
                    if (!bdat.line().hidden())
                        bdat.problem()
                                .ifPresent(p -> findings.at(
                                        p.span().isEmpty() ? bdat.verb().span() : p.span(), p.expected()));
                });

        rule("etrn-argument-malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(1985, "5")
                .rfc(1985, "5.3")
                .says("ETRN %s")
                .because("ETRN takes the fully-qualified name of the node, with @ before it for its subdomains "
                        + "or # for a queue; servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 ETRN
                    C: ETRN
                       ^^^^
                    S: 501 5.5.4 node missing
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 ETRN
                    C: ETRN example.org
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.ETRN)
                .on(Command.Plain.class, CommandSyntaxRules::etrnMalformed);

        rule("burl-command-malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(4468)
                .says("BURL %s")
                .because("BURL takes an absolute IMAP URL and, for the last part, LAST.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-CHUNKING
                    S: 250 BURL imap
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BURL LAST
                       ^^^^
                    S: 501 5.5.4 URL missing
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-CHUNKING
                    S: 250 BURL imap
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BURL imap://alice@example.org/Drafts;uid=3 LAST
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.BURL)
                .on(Command.Plain.class, CommandSyntaxRules::burlMalformed);
    }

    /** Content that was sent where no 354 allowed it is read as commands too: that has a rule of its own. */
    private static void unknown(Session session, Findings findings) {
        Optional<Findings.Found> found = Optional.empty();
        boolean contentRefused = false;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty()) continue;
            Command command = exchange.command().get();
            if (!(command instanceof Command.Unknown)) {
                found = Optional.empty();
                contentRefused = StrayContent.canFollow(exchange);
                continue;
            }
            if (contentRefused || exchange.tainted() || command.line().hidden() || isKnownToBoth(exchange)) continue;
            if (found.isPresent()) found.get().followedBy(word(command).span(), "no command either");
            else found = Optional.of(findings.at(word(command).span(), shown(command)));
        }
    }

    /** Private use, or named after an extension that the server offers. */
    private static boolean isKnownToBoth(Exchange exchange) {
        String verb = exchange.verb();
        return verb.startsWith("X") && isWord(verb) || exchange.known().offers().has(verb) || exchange.accepted();
    }

    private static Text word(Command command) {
        return command.verb().isEmpty() ? command.line().text() : command.verb();
    }

    private static String shown(Command command) {
        String verb = command.verb().value();
        if (verb.isEmpty()) return "(an empty line)";
        return verb.length() > 40 ? verb.substring(0, 40) + "..." : verb;
    }

    private static boolean isWord(String verb) {
        for (int i = 0; i < verb.length(); i++)
            if (!Ascii.isLetterOrDigit(verb.charAt(i)) && verb.charAt(i) != '-') return false;
        return !verb.isEmpty();
    }

    private static void privateUse(Command command, Findings findings) {
        // XCLIENT and XFORWARD are known verbs: an offer makes them right, and rules of their own judge them.
        String verb = command.verb().upper();
        if (verb.startsWith("X") && isWord(verb) && !command.line().hidden())
            findings.at(command.verb().span(), verb);
    }

    private static void argumentOnBareCommand(Command.Plain command, Findings findings) {
        if (!command.argument().value().isBlank() && !command.line().hidden())
            findings.at(command.argument().span(), command.kind());
    }

    private static void authMalformed(Command.Auth auth, Findings findings) {
        boolean masked =
                auth.initialResponse().filter(text -> isMask(text.value())).isPresent();
        if (auth.line().hidden() || masked) return;
        if (auth.mechanism().isEmpty()) findings.at(auth.verb().span(), "without a mechanism");
        else if (!auth.extra().value().isBlank())
            findings.at(auth.extra().span(), "with more than one initial response");
    }

    /** What the server took, or the recording masks, is not judged. */
    private static void notBase64(Exchange exchange, Findings findings) {
        boolean taken = exchange.accepted()
                || exchange.reply().filter(Reply::isIntermediate).isPresent();
        if (exchange.command().isEmpty() || taken || exchange.tainted()) return;
        Command command = exchange.command().get();
        if (command.line().hidden()) return;
        if (command instanceof Command.Auth auth)
            auth.initialResponse()
                    .filter(text -> !text.value().equals("=") && !isBase64(text.value()) && !isMask(text.value()))
                    .ifPresent(text -> findings.at(text.span(), "The initial response"));
        else if (command instanceof Command.AuthResponse response && !response.cancels()) response(response, findings);
    }

    private static void response(Command.AuthResponse response, Findings findings) {
        String text = response.line().text().value();
        if (!isBase64(text) && !isMask(text)) findings.at(response.span(), "The response");
    }

    private static boolean isMask(String text) {
        boolean bracketed = !text.isEmpty() && "<[({".indexOf(text.charAt(0)) >= 0;
        boolean one = text.length() > 2 && text.chars().allMatch(c -> c == text.charAt(0));
        return text.contains("*") || bracketed || one;
    }

    private static boolean isBase64(String text) {
        int end = text.length();
        while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') end--;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && c != '+' && c != '/') return false;
        }
        return text.length() % 4 == 0;
    }

    private static void etrnMalformed(Command.Plain command, Findings findings) {
        if (command.line().hidden()) return;
        String node = command.argument().value().trim();
        if (node.isEmpty()) {
            findings.at(command.verb().span(), "without a node name");
            return;
        }
        int from = node.charAt(0) == '@' ? 1 : 0;
        if (node.charAt(0) == '#') return;
        for (int i = from; i < node.length(); i++) {
            char c = node.charAt(i);
            if (Ascii.isLetterOrDigit(c) || c == '-' || c == '.') continue;
            findings.at(command.argument().span(), "with a malformed node name");
            return;
        }
    }

    private static void burlMalformed(Command.Plain command, Findings findings) {
        if (command.line().hidden()) return;
        String argument = command.argument().value().trim();
        int space = argument.indexOf(' ');
        String url = space < 0 ? argument : argument.substring(0, space);
        String rest = space < 0 ? "" : argument.substring(space).trim();
        if (url.indexOf("://") < 1) findings.at(command.verb().span(), "without an absolute URL");
        else if (!rest.isEmpty() && !rest.equalsIgnoreCase("LAST"))
            findings.at(command.argument().span(), "with something other than LAST behind the URL");
    }
}
