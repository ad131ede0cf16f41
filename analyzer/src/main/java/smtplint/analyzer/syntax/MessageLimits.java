package smtplint.analyzer.syntax;

/**
 * How much of a message is read as structure: what is over is left out, or opaque.
 *
 * @param headerBytes of a header section
 * @param fields of a header section
 * @param mimeDepth of nested parts
 * @param parts of a message
 */
public record MessageLimits(int headerBytes, int fields, int mimeDepth, int parts) {
    public static final MessageLimits DEFAULT = new MessageLimits(1 << 20, 10_000, 100, 10_000);

    /**
     * A limit that a message is over.
     *
     * @param what is limited: "The number of fields"
     * @param at the offset of the first octet that was not read so
     */
    public record Reached(String what, long limit, int at) {}
}
