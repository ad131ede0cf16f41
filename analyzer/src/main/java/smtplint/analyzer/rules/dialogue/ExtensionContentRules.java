package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.ENVELOPE;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;

import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** The offered SIZE and the given SMTPUTF8 against the content that was sent. */
public final class ExtensionContentRules extends RuleFamily {

    public ExtensionContentRules() {
        super("extension");

        rule("message-over-advertised-size")
                .severity(WARNING)
                .needs(LINES, BOTH, MESSAGE, ENVELOPE)
                .blames(Side.CLIENT)
                .rfc(1870, "4")
                .rfc(1870, "5")
                .says("Content of %s octets, over the offered maximum of %s")
                .because("The server has said that a message of this size will always fail: it was sent for "
                        + "nothing, or the limit is not meant.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE 100
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                    C: Subject: hi
                    C:
                    C: {x*200}
                    C: .
                       ^
                    S: 552 5.3.4 too large
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE 1000
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                    C: Subject: hi
                    C:
                    C: {x*200}
                    C: .
                    S: 250 2.0.0 ok
                    """)
                .on(MailObject.class, ExtensionContentRules::overLimit);

        rule("smtputf8-unneeded")
                .severity(HINT)
                .needs(LINES, MESSAGE, ENVELOPE)
                .blames(Side.CLIENT)
                .rfc(6531, "3.4")
                .says("SMTPUTF8 given for an envelope and a message that do not need it")
                .because("A client that knows so SHOULD NOT give SMTPUTF8: the next hop may not have it, and the "
                        + "message then fails for nothing.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<alice@example.org> SMTPUTF8
                                                     ^^^^^^^^
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                    C: Subject: hi
                    C:
                    C: good day
                    C: .
                    S: 250 2.0.0 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                    C: Subject: hi
                    C:
                    C: good day
                    C: .
                    S: 250 2.0.0 ok
                    """)
                .on(MailObject.class, ExtensionContentRules::utf8Unneeded);
    }

    private static void overLimit(MailObject object, Findings findings) {
        long limit = ExtensionUseRules.sizeLimit(object.state().offers());
        long octets = object.content().facts().octets;
        if (limit > 0 && octets > limit)
            findings.at(object.content().dot().orElse(object.content().span()), octets, limit);
    }

    /** A part in UTF-8 may need SMTPUTF8 too, so only content without any octet above 127 is judged. */
    private static void utf8Unneeded(MailObject object, Findings findings) {
        boolean ascii = !object.content().facts().eightBit.any()
                && isAscii(object.reversePath())
                && object.forwardPaths().stream().allMatch(ExtensionContentRules::isAscii);
        if (!ascii || !object.content().visible()) return;
        for (Parameter parameter : object.mailParameters()) if (parameter.is("SMTPUTF8")) findings.at(parameter.span());
    }

    private static boolean isAscii(MailPath path) {
        return !(path instanceof MailPath.Path p)
                || !Ascii.hasNonAscii(p.mailbox().localPart().value())
                        && !Ascii.hasNonAscii(p.mailbox().domain());
    }
}
