package smtplint.analyzer.model;

/** The states of an SMTP session: PROTOCOL.md's table, docs/ARCHITECTURE.md draws it. */
public enum Phase {
    /** The recording starts or ends in the middle, or a reply that would tell is missing. */
    UNKNOWN,
    /** Waiting for the greeting. */
    CONN,
    /** Greeted with 554 or 521: only QUIT makes sense. */
    REFUSED,
    /** Greeted, no hello yet; also after a TLS handshake (RFC 3207 §4.2). */
    INIT,
    /** Hello accepted, no mail transaction. */
    READY,
    /** Reverse-path accepted, no recipient accepted. */
    MAIL,
    /** At least one recipient accepted. */
    RCPT,
    /** Content is being sent, after 354. */
    CONTENT,
    /** End of mail data sent, reply awaited. */
    FINAL,
    /** At least one chunk accepted, not the last (RFC 3030 §2). */
    CHUNK,
    /** A chunk was refused, or DATA and BDAT were mixed: only RSET helps (RFC 3030 §2). */
    CHUNKBAD,
    /** Inside an AUTH exchange. */
    AUTHX,
    /** STARTTLS accepted, handshake bytes follow. */
    TLSH,
    /** Roles reversed by ATRN or TURN. */
    SWAP,
    /** QUIT sent, 221 or 421 received. */
    BYE;

    /** A mail transaction is open. */
    public boolean inTransaction() {
        return this == MAIL || this == RCPT || this == CHUNK || this == CHUNKBAD || this == CONTENT || this == FINAL;
    }
}
