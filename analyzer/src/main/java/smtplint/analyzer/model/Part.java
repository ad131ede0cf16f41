package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * The body of a message, or a part of a multipart with its own header section (RFC 2046 §5.1).
 *
 * @param path "1.2" as IMAP counts; "" for the body of a message
 * @param header of a part; absent for the body of a message, whose fields are the message's
 * @param contentType the field, where there is one
 * @param type type "/" subtype in force, lower case, defaults applied (text/plain; message/rfc822 in a digest)
 * @param encoding the transfer encoding in force, lower case: "7bit" by default
 * @param encodingField the field, where there is one
 * @param facts of the octets between header section and next boundary
 * @param multipart of a multipart
 * @param message of message/rfc822 and message/global
 * @param report the fields of a report for programs, where its encoding leaves them readable
 */
public record Part(
        String path,
        Optional<HeaderSection> header,
        Optional<HeaderField.MediaType> contentType,
        String type,
        String encoding,
        Optional<HeaderField.Token> encodingField,
        Optional<HeaderField.MediaType> disposition,
        BodyFacts facts,
        Optional<Multipart> multipart,
        Optional<Message> message,
        Optional<StatusReport> report,
        Span span)
        implements Node {

    /**
     * @param boundary of the Content-Type; empty when the parameter is missing
     * @param closed the close delimiter was found
     * @param collision the inner delimiter that another multipart's boundary takes as its own
     */
    public record Multipart(
            String boundary,
            List<Part> parts,
            List<Span> delimiters,
            boolean closed,
            Optional<Span> collision,
            Optional<Span> preamble,
            Optional<Span> epilogue) {
        public Multipart {
            parts = List.copyOf(parts);
            delimiters = List.copyOf(delimiters);
        }
    }

    /** The parts of a multipart; none of anything else. */
    public List<Part> parts() {
        return multipart.map(Multipart::parts).orElse(List.of());
    }

    /** The charset parameter of the Content-Type, where there is one (RFC 2046 §4.1.2). */
    public Optional<HeaderField.MimeParameter> charset() {
        return contentType.flatMap(field -> field.parameter("charset"));
    }

    /** Where the first octet above 127 of the decoded content stands. */
    public Optional<Span> firstEightBit() {
        if (!facts.decodedEightBit.any()) return Optional.empty();
        return Optional.of((facts.eightBit.any() ? facts.eightBit : facts.decodedEightBit).firstPlace());
    }

    public boolean isText() {
        return type.startsWith("text/");
    }

    public boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    public boolean isMessage() {
        return type.startsWith("message/");
    }

    @Override
    public long traits() {
        return Trait.TEXT.when(isText())
                | Trait.MULTIPART.when(isMultipart() || multipart.isPresent())
                | Trait.STATUS_REPORT.when(report.isPresent())
                | Trait.ODD_OCTETS.when(facts.isOdd());
    }

    @Override
    public void children(Consumer<Node> visitor) {
        header.ifPresent(visitor);
        multipart.ifPresent(m -> m.parts().forEach(visitor));
        message.ifPresent(visitor);
    }
}
