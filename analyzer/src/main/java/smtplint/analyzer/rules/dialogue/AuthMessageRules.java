package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What the client's first message says in each SASL mechanism, as far as its form goes. It is never shown. */
public final class AuthMessageRules extends RuleFamily {

    public AuthMessageRules() {
        super("command-syntax");

        rule("auth-message-malformed")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(CLIENT)
                .rfc(4616, "2")
                .rfc(5802, "7")
                .rfc(7628, "3.1")
                .rfc(2195, "2")
                .says("The message of AUTH %s %s")
                .because("It is base64, but not what the mechanism asks for: no server can find name and password "
                        + "in it, whatever they are.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: AUTH PLAIN YWxpY2U6c2VjcmV0
                                      ^^^^^^^^^^^^^^^^
                        S: 535 5.7.8 no
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                        S: 535 5.7.8 no
                        """)
                .verbs(Verb.AUTH)
                .where(Trait.REFUSED)
                .on(Session.class, AuthMessageRules::malformed);
    }

    /** What a server took is in order, however it looks here; logs that mask may put anything in its place. */
    private static void malformed(Session session, Findings findings) {
        String mechanism = "";
        for (Exchange exchange : session.exchanges()) {
            Optional<Text> message = Optional.empty();
            if (exchange.command().orElse(null) instanceof Command.Auth auth) {
                mechanism = auth.mechanism().upper();
                message = auth.initialResponse();
            } else if (exchange.command().orElse(null) instanceof Command.AuthResponse response
                    && !response.cancels()) {
                message = Optional.of(response.line().text());
            }
            boolean hidden = exchange.command().filter(c -> c.line().hidden()).isPresent();
            boolean refused = exchange.code() / 100 == 5 && !exchange.tainted() && !hidden;
            if (message.isEmpty()) continue;
            String fault = refused ? fault(mechanism, message.get().value()) : "";
            if (!fault.isEmpty()) findings.at(message.get().span(), mechanism, fault);
            // Only the first message is judged.
            mechanism = "";
        }
    }

    private static String fault(String mechanism, String base64) {
        if (base64.isEmpty() || base64.equals("=") || !Ascii.isBase64(base64)) return "";
        String message = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        if (mechanism.equals("PLAIN")) return plain(message);
        if (mechanism.equals("CRAM-MD5")) return isDigest(message) ? "" : "is no name and 32 hexadecimal digits";
        boolean gs2 = mechanism.startsWith("SCRAM-") || mechanism.equals("OAUTHBEARER");
        boolean header = message.startsWith("n,") || message.startsWith("y,") || message.startsWith("p=");
        if (gs2 && !header) return "does not begin with n, y or p=";
        boolean bearer = mechanism.equals("OAUTHBEARER") || mechanism.equals("XOAUTH2");
        return bearer && !message.contains("\u0001auth=") ? "holds no auth=" : "";
    }

    private static String plain(String message) {
        long nuls = message.chars().filter(c -> c == 0).count();
        if (nuls != 2) return "has " + nuls + " NUL octets instead of two";
        int first = message.indexOf('\0');
        int second = message.indexOf('\0', first + 1);
        if (second == first + 1) return "holds no name";
        return second == message.length() - 1 ? "holds no password" : "";
    }

    private static boolean isDigest(String message) {
        int space = message.lastIndexOf(' ');
        if (space < 1 || message.length() - space - 1 != 32) return false;
        for (int i = space + 1; i < message.length(); i++)
            if ("0123456789abcdefABCDEF".indexOf(message.charAt(i)) < 0) return false;
        return true;
    }
}
