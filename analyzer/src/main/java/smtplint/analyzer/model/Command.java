package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.Span;

/**
 * What the client sent where a command may stand: commands, the answers of an AUTH exchange ("*" in machine output) and
 * the end of mail data ("."), each of which gets a reply of its own.
 */
public sealed interface Command extends Node {
    Line line();

    @Override
    default Span span() {
        return line().text().span();
    }

    @Override
    default long topics() {
        return line().known().isPresent() ? line().known().get().bit() : 0;
    }

    @Override
    default long traits() {
        return line().traits();
    }

    default Text verb() {
        return line().verb();
    }

    /** What follows the verb and one space, trailing white space included. */
    default Text argument() {
        return line().argument();
    }

    default Optional<Verb> known() {
        return line().known();
    }

    default boolean is(Verb verb) {
        return line().known().isPresent() && line().known().get() == verb;
    }

    /**
     * The line that carried the command.
     *
     * @param text the whole line without its line end
     * @param verb the first word, empty for an empty line
     * @param ending UNKNOWN where the recording does not keep line ends
     * @param octets length on the wire without the line end
     * @param hidden the recording masks or cuts the text: judge neither length nor syntax
     */
    record Line(
            Text text,
            Text verb,
            Text argument,
            Optional<Verb> known,
            LineEnding ending,
            int octets,
            int leadingSpace,
            boolean hidden) {
        /** Without its line end; the limit of RFC 5321 §4.5.3.1.4 is 512 with it. */
        private static final int LONGEST = 510;

        private long traits() {
            return Trait.EIGHT_BIT.when(text.hasNonAscii())
                    | Trait.LONG_LINE.when(octets > LONGEST)
                    | Trait.CONTROLS.when(text.startsWithControl())
                    | Trait.OUTER_SPACE.when(leadingSpace > 0 || text.endsWithSpace());
        }
    }

    /** EHLO, HELO or LHLO; the host is absent when the line has no argument. {@code extra} follows the host. */
    record Hello(Line line, Verb kind, Optional<Host> host, Text extra) implements Command {
        /** Common is a domain name of letters, digits and hyphens with a dot in it. */
        @Override
        public long traits() {
            boolean common = host.isPresent() && host.get().isPlainName() && extra.isBlank();
            return line.traits() | Trait.UNUSUAL_FORM.when(!common);
        }
    }

    /** @param keyword "FROM:" as written, absent when missing; {@code spaceAroundColon} marks white space beside it */
    record Mail(
            Line line,
            Optional<Text> keyword,
            Optional<Text> spaceAroundColon,
            MailPath reversePath,
            List<Parameter> parameters)
            implements Command {
        public Mail {
            parameters = List.copyOf(parameters);
        }

        /** Common is a {@link MailPath#isPlain} path right behind the keyword. */
        @Override
        public long traits() {
            boolean common = keyword.isPresent() && spaceAroundColon.isEmpty() && reversePath.isPlain();
            return line.traits() | Trait.PARAMETERS.when(!parameters.isEmpty()) | Trait.UNUSUAL_FORM.when(!common);
        }
    }

    record Rcpt(
            Line line,
            Optional<Text> keyword,
            Optional<Text> spaceAroundColon,
            MailPath forwardPath,
            List<Parameter> parameters)
            implements Command {
        public Rcpt {
            parameters = List.copyOf(parameters);
        }

        /** As those of {@link Mail}. */
        @Override
        public long traits() {
            boolean common = keyword.isPresent() && spaceAroundColon.isEmpty() && forwardPath.isPlain();
            return line.traits() | Trait.PARAMETERS.when(!parameters.isEmpty()) | Trait.UNUSUAL_FORM.when(!common);
        }
    }

    /** @param size the octets announced, -1 when the size is missing or no number */
    record Bdat(Line line, long size, boolean last, Optional<SyntaxProblem> problem, Optional<DataBlock> chunk)
            implements Command {
        @Override
        public long traits() {
            return line.traits() | (chunk.isPresent() ? chunk.get().traits() : 0);
        }
    }

    /** @param initialResponse base64, "=" for an empty one; never to be printed */
    record Auth(Line line, Text mechanism, Optional<Text> initialResponse, Text extra) implements Command {}

    /** A known command without structure of its own: DATA, RSET, QUIT, NOOP, VRFY, STARTTLS … */
    record Plain(Line line, Verb kind) implements Command {}

    /** A verb that no RFC and no known program defines, or a line without one. */
    record Unknown(Line line) implements Command {
        @Override
        public long traits() {
            return line.traits() | Trait.UNKNOWN_COMMAND.bit();
        }
    }

    /** A line of an AUTH exchange after 334: base64, or "*" to cancel. Never to be printed. */
    record AuthResponse(Line line) implements Command {
        @Override
        public long topics() {
            return Verb.AUTH.bit();
        }

        public boolean cancels() {
            return line.text().value().trim().equals("*");
        }
    }

    /**
     * The content after 354, with the lone dot that ends it.
     *
     * @param form the line ends around that dot as {@link FakeEnd#form}; that of a real end where the recording does not
     *     show them
     */
    record EndOfData(Line line, DataBlock content, String form) implements Command {
        /** The server took something else than CRLF, dot, CRLF for the end. */
        public boolean isFake() {
            return !form.equals(FakeEnd.REAL);
        }

        @Override
        public long topics() {
            return Verb.DATA.bit();
        }

        @Override
        public long traits() {
            return line.traits() | content.traits();
        }

        @Override
        public Span span() {
            return content.span();
        }

        @Override
        public void children(java.util.function.Consumer<Node> visitor) {
            visitor.accept(content);
        }
    }
}
