package smtplint.analyzer.model;

/** Who spoke, or who is blamed. */
public enum Side {
    CLIENT,
    SERVER,
    /** A gateway or proxy between the two. */
    BETWEEN,
    /** The message itself, whoever wrote it. */
    MESSAGE,
    UNKNOWN
}
