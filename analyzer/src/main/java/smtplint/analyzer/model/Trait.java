package smtplint.analyzer.model;

/**
 * What can be seen of a node at a glance. A rule names the traits without which it has nothing to judge, and is shown
 * only nodes that have them. A trait says what is there, not whether that is good or bad.
 */
public enum Trait {
    /** A field, or something in it, that its grammar refuses; a header section with lines that are no fields. */
    MALFORMED,
    /** Readable, but not in the form that the RFC has for new mail: an obsolete form, a clause too many. */
    IRREGULAR,
    /** A header section in which a field occurs again that may occur once. */
    REPEATED_FIELD,

    /** A line longer than the recommended 78 characters (RFC 5322 §2.1.1). */
    LONG_LINE,
    SPACE_BEFORE_COLON,
    NO_SPACE_AFTER_COLON,
    /** A continuation line of white space only. */
    BLANK_FOLD,
    EIGHT_BIT,
    CONTROLS,
    /** "=?" stands there, as at the start of an encoded-word (RFC 2047). */
    ENCODED_WORDS,
    /** A field of a mailing list (RFC 2369, RFC 2919). */
    LIST_FIELD,
    /** A group of addresses (RFC 5322 §3.4). */
    GROUP,
    /** Something about TLS was written down. */
    TLS,
    /** More than one hop (RFC 5321 §4.4). */
    SEVERAL_HOPS,

    TEXT,
    MULTIPART,
    /** The fields of a report for programs. */
    STATUS_REPORT,
    /** Octets above 127 or NUL, lines that are too long or end oddly, an encoding that was not kept to. */
    ODD_OCTETS,

    GREETING,
    /** A verb that nobody knows, or a line without one. */
    UNKNOWN_COMMAND,
    /** Parameters of MAIL or RCPT. */
    PARAMETERS,
    /** More commands than one without a reply between them. */
    SEVERAL_COMMANDS,
    /** The recording shows the content that was sent. */
    CONTENT,
    /** A reply 4yz or 5yz. */
    REFUSED,
    /** A reply with an enhanced status code (RFC 3463). */
    ENHANCED_STATUS,
    /** No enhanced status code in a reply where the server owes one (RFC 2034 §4). */
    STATUS_MISSING,
    /** Numbers where a status code stands that are none, one of another class than the reply, lines that differ in it. */
    STATUS_ODD,
    /** A path, a hello or a reply in another form than the common ones: {@link Command.Mail}, {@link Reply}. */
    UNUSUAL_FORM,
    /** A reply with another code than the usual one of success. */
    UNUSUAL_CODE,
    /** White space before the verb or at the end of the command. */
    OUTER_SPACE,
    /** A command of a mail transaction, or a hello, in another state than where a session without detours has it. */
    OUT_OF_TURN,
    /** A command that was sent before the greeting. */
    BEFORE_GREETING,
    /** An exchange in the wake of a fault: {@link Exchange#tainted}. */
    TAINTED,
    /** A reply that answers nothing. */
    UNPROMPTED,
    /** A command without a reply. */
    UNANSWERED,
    LMTP,
    /** The recording says which side closed the connection. */
    CLOSED_BY_SIDE,
    ;

    static {
        if (values().length > Long.SIZE) throw new AssertionError("traits are bits of a long");
    }

    public long bit() {
        return 1L << ordinal();
    }

    /** The bit where the condition holds, 0 where it doesn't. */
    public long when(boolean holds) {
        return holds ? bit() : 0;
    }
}
