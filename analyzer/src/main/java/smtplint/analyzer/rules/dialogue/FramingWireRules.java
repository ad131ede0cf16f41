package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.model.Side.UNKNOWN;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.WIRE;

import java.util.Optional;
import java.util.function.Predicate;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.LineEnding;

/** Line ends and octets of commands and replies that only a byte-exact recording shows: RFC 5321 §2.3.8. */
public final class FramingWireRules extends RuleFamily {

    public FramingWireRules() {
        super("framing");

        rule("bare-lf-in-command")
                .severity(ERROR)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "2.3.8")
                .says("A command line that ends with LF alone")
                .because("Lines end with CR LF and nothing else. Servers that are strict, as protection "
                        + "against smuggled commands, close the connection.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>\\n
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        """)
                .good("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .on(
                        Session.class,
                        (session, findings) ->
                                CommandLines.judge(session, findings, line -> line.ending() == LineEnding.LF));

        rule("bare-cr-in-command")
                .severity(ERROR)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "2.3.8")
                .says("CR without LF in a command line")
                .because("CR and LF may only occur together, at the end of a line. A server that ends a line "
                        + "at CR sees two commands.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>\\rRSET
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 501 no
                        """)
                .good("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .on(
                        Session.class,
                        (session, findings) -> CommandLines.judge(
                                session,
                                findings,
                                line -> line.ending() == LineEnding.CR
                                        || hasInner(line.text().value(), '\r')));

        rule("bare-lf-in-reply")
                .severity(ERROR)
                .needs(WIRE)
                .blames(SERVER)
                .rfc(5321, "2.3.8")
                .says("A reply line that ends with LF alone")
                .because("Lines end with CR LF and nothing else; a client that waits for CR LF never sees the "
                        + "end of this reply.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org\\n
                           ^^^^^^^^^^^^^^^^^^
                        """)
                .good("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .on(
                        Session.class,
                        (session, findings) -> replies(session, findings, line -> line.ending() == LineEnding.LF));

        rule("multiple-cr-before-lf")
                .severity(WARNING)
                .needs(WIRE)
                .blames(UNKNOWN)
                .rfc(5321, "2.3.8")
                .says("A line that ends with CR CR LF")
                .because("LF was turned into CR LF twice, by a library or a proxy. The extra CR belongs to "
                        + "the line and breaks its last word.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: NOOP\\r\\r\\n
                           ^^^^^^
                        S: 250 ok
                        """)
                .good("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: NOOP
                        S: 250 ok
                        """)
                .on(
                        Session.class,
                        (session, findings) -> CommandLines.judge(
                                session,
                                findings,
                                line -> line.ending() == LineEnding.CRLF
                                        && line.text().value().endsWith("\r")));

        rule("nul-in-command-or-reply")
                .severity(ERROR)
                .needs(WIRE)
                .blames(UNKNOWN)
                .rfc(5321, "4.1.2")
                .rfc(5321, "4.2")
                .says("NUL octet in a line of the dialogue")
                .because("No command or reply can hold one. Programs that take it for the end of the line see "
                        + "another line than the peer sent.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice\\0@example.com>
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 501 no
                        """)
                .good("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .on(Session.class, FramingWireRules::nul);

        rule("control-char-in-command")
                .severity(ERROR)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "4.1.2")
                .says("A control character in a command")
                .because("The grammar of commands has none; terminals and logs that show the line may act on " + "it.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice\\x08@example.com>
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 501 no
                        """)
                .good("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .on(
                        Session.class,
                        (session, findings) -> CommandLines.judge(
                                session,
                                findings,
                                line -> hasControl(line.text().value())));
    }

    private static void replies(Session session, Findings findings, Predicate<Reply.ReplyLine> offends) {
        Optional<Found> first = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            for (Reply reply : exchange.replies()) {
                for (Reply.ReplyLine line : reply.lines()) {
                    if (line.hidden() || !offends.test(line)) continue;
                    if (first.isPresent()) first.get().followedBy(line.span(), "and here");
                    else first = Optional.of(findings.at(line.span()));
                }
            }
        }
    }

    /** A CR that is not the last of CR CR LF, or an LF that the line holds. */
    private static boolean hasInner(String text, char c) {
        int at = text.indexOf(c);
        return at >= 0 && at < text.length() - 1;
    }

    private static void nul(Session session, Findings findings) {
        CommandLines.judge(session, findings, line -> line.text().value().indexOf('\0') >= 0);
        replies(session, findings, line -> line.text().value().indexOf('\0') >= 0);
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 127 || c < ' ' && c != 0 && c != '\r' && c != '\n' && c != '\t') return true;
        }
        return false;
    }
}
