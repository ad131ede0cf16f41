package smtplint.analyzer.model;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that an RFC or a widely used server defines. A verb that is none of them is {@link Command.Unknown}. */
public enum Verb {
    HELO,
    EHLO,
    LHLO,
    MAIL,
    RCPT,
    DATA,
    BDAT,
    BURL,
    RSET,
    NOOP,
    QUIT,
    HELP,
    VRFY,
    EXPN,
    STARTTLS,
    AUTH,
    ETRN,
    ATRN,
    TURN,
    SEND,
    SOML,
    SAML,
    VERB,
    ONEX,
    XCLIENT,
    XFORWARD;

    private static final Map<String, Verb> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));

    public static Optional<Verb> of(String word) {
        return Optional.ofNullable(BY_WORD.get(Ascii.upper(word)));
    }

    /** Its place in the topics of a node. */
    public long bit() {
        return 1L << ordinal();
    }

    /** EHLO, HELO or LHLO. */
    public boolean isHello() {
        return this == HELO || this == EHLO || this == LHLO;
    }

    /** Commands that belong to a mail transaction and need a hello first (RFC 5321 §4.1.4). */
    public boolean isMailCommand() {
        return this == MAIL || this == RCPT || this == DATA || this == BDAT || this == BURL;
    }
}
