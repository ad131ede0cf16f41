package smtplint.analyzer.model;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** One field of a header section (RFC 5322 §2.2), by the form of its body. */
public sealed interface HeaderField extends Node
        permits HeaderField.Addresses,
                HeaderField.DateTime,
                HeaderField.MsgIds,
                HeaderField.ReturnPath,
                HeaderField.MimeVersion,
                HeaderField.MediaType,
                HeaderField.Token,
                HeaderField.Unstructured,
                HeaderField.Junk,
                Received {

    Lines lines();

    @Override
    default Span span() {
        return lines().span();
    }

    default Text name() {
        return lines().name();
    }

    default FieldName known() {
        return lines().known();
    }

    @Override
    default long topics() {
        return lines().known().bit();
    }

    @Override
    default long traits() {
        return lines().traits();
    }

    /** The field body unfolded: line ends left out, white space as it is, none at either end. */
    default String body() {
        return lines().unfolded();
    }

    default Span bodySpan() {
        return lines().bodySpan();
    }

    /**
     * The lines that carried a field.
     *
     * @param text the field body as written, after the colon, folds included
     * @param count how many lines
     * @param longest octets of its longest line
     * @param spaceBeforeColon white space between name and colon, the obsolete form of RFC 5322 §4.5
     * @param blankFold a continuation line of white space only
     * @param eightBit where octets above 127 stand
     * @param invalidUtf8 where octets that are no UTF-8 stand
     * @param controls where control characters stand
     * @param encodedWords in the field body (RFC 2047)
     */
    record Lines(
            Text name,
            FieldName known,
            SourceText text,
            Span bodySpan,
            int count,
            int longest,
            Optional<Span> longestLine,
            Optional<Span> spaceBeforeColon,
            Optional<Span> blankFold,
            Optional<Span> eightBit,
            Optional<Span> invalidUtf8,
            Optional<Span> controls,
            List<EncodedWord> encodedWords,
            Span span) {
        public Lines {
            encodedWords = List.copyOf(encodedWords);
        }

        /** True when an encoded-word covers the place. */
        public boolean isEncoded(Span place) {
            return encodedWords.stream()
                    .anyMatch(word -> word.span().start() <= place.start()
                            && place.end() <= word.span().end());
        }

        /** What can be seen of these lines, as bits of {@link Trait}. */
        long traits() {
            return Trait.LONG_LINE.when(longestLine.isPresent())
                    | Trait.SPACE_BEFORE_COLON.when(spaceBeforeColon.isPresent())
                    | Trait.NO_SPACE_AFTER_COLON.when(!text.isEmpty() && text.at(text.start()) > ' ')
                    | Trait.BLANK_FOLD.when(blankFold.isPresent())
                    | Trait.EIGHT_BIT.when(eightBit.isPresent())
                    | Trait.CONTROLS.when(controls.isPresent())
                    | Trait.ENCODED_WORDS.when(!encodedWords.isEmpty())
                    | Trait.LIST_FIELD.when(name.startsWith("List-"));
        }

        public String unfolded() {
            StringBuilder joined = new StringBuilder(text.length());
            int from = text.start();
            for (int i = from; i <= text.end(); i++) {
                if (i == text.end() || text.at(i) == '\r' || text.at(i) == '\n') {
                    if (i > from) joined.append(text.string(from, i));
                    from = i + 1;
                }
            }
            return joined.toString().strip();
        }

        public boolean isBlank() {
            for (int i = text.start(); i < text.end(); i++) if (" \t\r\n".indexOf(text.at(i)) < 0) return false;
            return true;
        }
    }

    /** From, To, Cc, Reply-To and the like. */
    record Addresses(Lines lines, AddressList list) implements HeaderField {
        @Override
        public long traits() {
            return lines.traits() | list.traits();
        }
    }

    /** Date and Resent-Date. */
    record DateTime(Lines lines, Moment moment) implements HeaderField {
        @Override
        public long traits() {
            return lines.traits() | moment.traits();
        }
    }

    /** Message-ID and Content-ID (one), In-Reply-To and References (several). */
    record MsgIds(Lines lines, List<MsgId> ids, Optional<SyntaxProblem> problem) implements HeaderField {
        public MsgIds {
            ids = List.copyOf(ids);
        }

        @Override
        public long traits() {
            return lines.traits() | Trait.MALFORMED.when(problem.isPresent());
        }
    }

    /** @param path "&lt;&gt;", a path, or what stands there instead */
    record ReturnPath(Lines lines, MailPath path) implements HeaderField {}

    /** @param version without comments: "1.0" */
    record MimeVersion(Lines lines, String version, Optional<SyntaxProblem> problem) implements HeaderField {}

    /** Content-Type and Content-Disposition: a type and parameters. For a disposition the subtype is empty. */
    record MediaType(
            Lines lines,
            String type,
            String subtype,
            Span typeSpan,
            List<MimeParameter> parameters,
            boolean trailingSemicolon,
            Optional<SyntaxProblem> problem)
            implements HeaderField {
        public MediaType {
            parameters = List.copyOf(parameters);
        }

        @Override
        public long traits() {
            return lines.traits() | Trait.MALFORMED.when(problem.isPresent());
        }

        /** type "/" subtype in lower case. */
        public String full() {
            return Ascii.lower(subtype.isEmpty() ? type : type + "/" + subtype);
        }

        public Optional<MimeParameter> parameter(String name) {
            for (MimeParameter parameter : parameters) if (parameter.name().is(name)) return Optional.of(parameter);
            return Optional.empty();
        }

        /** The value of a parameter, RFC 2231 sections joined and decoded; empty when it is missing. */
        public Optional<String> value(String name) {
            return parameter(name).map(p -> p.value().value()).or(() -> Rfc2231.join(parameters, name));
        }

        /** The parameter, or the first section of its RFC 2231 form. */
        public Optional<MimeParameter> anyForm(String name) {
            return parameter(name)
                    .or(() -> parameters.stream()
                            .filter(p -> Ascii.lower(p.name().value()).startsWith(name + "*"))
                            .findFirst());
        }

        /** What RFC 2231 refuses in the parameters with "*" in their names. */
        public List<ExtensionFault> extensionFaults() {
            return Rfc2231.faults(parameters);
        }
    }

    /** A fault in a parameter that is split or encoded as RFC 2231 has it. */
    record ExtensionFault(Span span, String words) {}

    /**
     * A MIME parameter.
     *
     * @param name as written, "*0*" of RFC 2231 included
     * @param value without quotes
     * @param wellFormed false for an unquoted value with tspecials or white space (RFC 2045 §5.1), or a broken quote
     */
    record MimeParameter(Text name, Text value, boolean quoted, boolean wellFormed, Span span) {}

    /** Content-Transfer-Encoding: one word, comments left out. */
    record Token(Lines lines, Text token, Optional<SyntaxProblem> problem) implements HeaderField {}

    record Unstructured(Lines lines) implements HeaderField {}

    /** A line in the header section that is neither field nor continuation, or a field with an impossible name. */
    record Junk(Lines lines, Kind kind) implements HeaderField {
        public enum Kind {
            NO_COLON,
            INVALID_NAME,
            STARTS_WITH_CONTINUATION,
            /** A "From " or ">From " line among the fields. */
            POSTMARK
        }
    }

    /**
     * A date-time as written (RFC 5322 §3.3), with all that was odd about it.
     *
     * @param value the moment with its own offset; absent when the text is none
     * @param problem why it is none, or which part is impossible
     * @param impossible the form is right, a number is not: 31 February, 25 o'clock
     * @param wrongDayOfWeek the day name where it does not fit the date
     * @param namedZone GMT, EST, a military letter (RFC 5322 §4.3)
     * @param shortYear a year of two or three digits (RFC 5322 §4.3)
     * @param zone the numeric offset or name; absent when the date has none
     */
    record Moment(
            Optional<OffsetDateTime> value,
            Optional<SyntaxProblem> problem,
            boolean impossible,
            boolean hasDayName,
            Optional<Text> wrongDayOfWeek,
            Optional<Text> namedZone,
            Optional<Text> shortYear,
            Optional<Text> zone,
            Span span) {
        /** What can be seen of it, as bits of {@link Trait}. */
        long traits() {
            return Trait.MALFORMED.when(problem.isPresent() || impossible)
                    | Trait.IRREGULAR.when(
                            wrongDayOfWeek.isPresent() || namedZone.isPresent() || shortYear.isPresent());
        }

        /** The same moment, with what was wrong about how it is written. */
        public Moment with(SyntaxProblem fault) {
            return new Moment(
                    value,
                    Optional.of(fault),
                    impossible,
                    hasDayName,
                    wrongDayOfWeek,
                    namedZone,
                    shortYear,
                    zone,
                    span);
        }
    }

    /**
     * One msg-id (RFC 5322 §3.6.4).
     *
     * @param left what precedes the "@"
     * @param right what follows it; empty when there is none
     */
    record MsgId(String left, String right, boolean valid, Span span) {
        public String value() {
            return right.isEmpty() ? left : left + "@" + right;
        }
    }
}
