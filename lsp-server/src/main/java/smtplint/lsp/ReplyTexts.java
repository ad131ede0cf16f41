package smtplint.lsp;

import java.util.Map;
import java.util.Optional;

/** What reply codes and enhanced status codes mean, in few words, with the section that says so. */
final class ReplyTexts {
    private static final Map<Integer, String> CLASSES = Map.of(
            2, "positive completion: done",
            3, "positive intermediate: the server waits for more",
            4, "transient negative: the client should try again",
            5, "permanent negative: the client should not repeat the same request");

    private static final Map<Integer, String> CODES = table("""
            211 system status or help
            214 help
            220 service ready
            221 the server closes the channel
            250 action completed
            251 user not local, will forward
            252 user can't be verified, but the server will take the message and try to deliver it
            354 start the mail input, end it with a lone dot
            421 service not available, the server closes the channel
            450 mailbox unavailable for now: busy, or held off by policy
            451 local error in processing
            452 not enough system storage, or too many recipients
            455 the server can't take the parameters now
            500 command not recognised, or line too long
            501 syntax error in parameters or arguments
            502 command not implemented
            503 bad sequence of commands
            504 command parameter not implemented
            550 mailbox unavailable: not found, no access, or refused by policy
            551 user not local, the reply says which forward-path to try
            552 storage allocation exceeded
            553 mailbox name not allowed, its syntax perhaps
            554 transaction failed; as a greeting: no SMTP service here
            555 parameters of MAIL or RCPT not recognised or not implemented
            """);

    private static final Map<Integer, String> AUTH_CODES = table("""
            235 authentication succeeded
            334 the server waits for the next response of the mechanism
            432 the user has to move to the selected mechanism first
            454 temporary authentication failure
            530 authentication required
            534 the mechanism is too weak for this user
            535 credentials invalid
            538 the mechanism needs an encrypted channel
            """);

    private static final Map<Integer, String> SUBJECTS = Map.of(
            0, "other or undefined",
            1, "address",
            2, "mailbox",
            3, "mail system",
            4, "network and routing",
            5, "mail delivery protocol",
            6, "message content or media",
            7, "security or policy");

    private static final Map<Integer, String> DETAILS = table("""
            11 destination mailbox does not exist
            12 destination system does not exist or takes no mail
            13 destination address syntax
            14 destination mailbox ambiguous
            15 destination address valid
            16 mailbox has moved, no forwarding address
            17 sender address syntax
            18 sender's system does not exist or takes no mail
            21 mailbox disabled
            22 mailbox full
            23 message longer than the mailbox takes
            24 mailing list can't be expanded
            31 mail system full
            32 system takes no messages now
            33 selected features not supported
            34 message too big for the system
            35 system configured wrongly
            41 no answer from the host
            42 bad connection
            43 directory server failure
            44 no route
            45 mail system congested
            46 routing loop
            47 delivery time expired
            51 invalid command
            52 syntax error
            53 too many recipients
            54 invalid command arguments
            55 wrong protocol version
            61 media not supported
            62 conversion required and prohibited
            63 conversion required but not supported
            64 converted with loss
            65 conversion failed
            71 delivery not authorised
            72 mailing list expansion prohibited
            73 security conversion not possible
            74 security features not supported
            75 cryptographic failure
            76 cryptographic algorithm not supported
            77 message integrity failure
            """);

    private ReplyTexts() {}

    private static Map<Integer, String> table(String rows) {
        Map<Integer, String> table = new java.util.HashMap<>();
        rows.lines().forEach(row -> {
            int space = row.indexOf(' ');
            table.put(Integer.valueOf(row.substring(0, space)), row.substring(space + 1));
        });
        return Map.copyOf(table);
    }

    static String ofClass(int code) {
        return CLASSES.getOrDefault(code / 100, "no class that RFC 5321 knows") + " (RFC 5321 §4.2.1)";
    }

    /** @param authenticating the code answers AUTH or a step of it */
    static Optional<String> ofCode(int code, boolean authenticating) {
        Optional<String> auth = Optional.ofNullable(AUTH_CODES.get(code)).map(t -> t + " (RFC 4954 §6)");
        Optional<String> smtp = Optional.ofNullable(CODES.get(code)).map(t -> t + " (RFC 5321 §4.2.3)");
        if (code == 334) return Optional.of(AUTH_CODES.get(334) + " (RFC 4954)");
        if (code == 454 && !authenticating) return Optional.of("TLS not available for now (RFC 3207 §4)");
        return authenticating ? auth.or(() -> smtp) : smtp.or(() -> auth);
    }

    /** Subject and detail of an enhanced status code. */
    static String ofStatus(int subject, int detail) {
        String about = SUBJECTS.get(subject);
        if (about == null || subject == 0) return "no subject given (RFC 3463 §2)";
        String text = DETAILS.get(subject * 10 + detail);
        if (detail > 9 || text == null) return about + " (RFC 3463 §2)";
        return about + ": " + text + " (RFC 3463 §3." + (subject + 1) + ")";
    }
}
