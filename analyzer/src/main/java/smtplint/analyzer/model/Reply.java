package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.Span;

/**
 * A reply of the server, one line or several (RFC 5321 §4.2).
 *
 * @param code the code of its last line; 0 when no line has one
 * @param terminated the last line has no hyphen; false when the reply broke off
 */
public record Reply(int code, List<ReplyLine> lines, boolean terminated, Span span) implements Node {
    /** Without its line end; the limit of RFC 5321 §4.5.3.1.5 is 512 with it. */
    private static final int LONGEST = 510;

    public Reply {
        lines = List.copyOf(lines);
    }

    /**
     * @param code three digits, 0 when the line has none
     * @param codeSpan the digits, or the start of the line
     * @param separator the character after the code: ' ', '-', another one, or 0 when the line ends there
     * @param enhanced the enhanced status code at the start of the text, where it has the form of one
     * @param text what follows the separator
     * @param octets length on the wire without the line end
     * @param hidden the recording masks or cuts the text
     */
    public record ReplyLine(
            int code,
            Span codeSpan,
            char separator,
            Optional<EnhancedStatus> enhanced,
            Text text,
            LineEnding ending,
            int octets,
            boolean hidden,
            Span span) {

        /** Two or three groups of digits with dots between them at the start of the text: meant as a status code. */
        public Optional<Text> numbers() {
            if (text.isEmpty() || !Ascii.isDigit(text.value().charAt(0))) return Optional.empty();
            String word = text.firstWord();
            int dots = 0;
            for (int i = 0; i < word.length(); i++) {
                if (word.charAt(i) == '.') dots++;
                else if (!Ascii.isDigit(word.charAt(i))) return Optional.empty();
            }
            return dots == 1 || dots == 2 ? Optional.of(new Text(word, text.part(0, word.length()))) : Optional.empty();
        }

        /** A code of the reply, then a space or hyphen and text. */
        private boolean isCommon(int codeOfReply) {
            return code == codeOfReply && (separator == ' ' || separator == '-') && !text.isBlank();
        }
    }

    /** class "." subject "." detail (RFC 3463 §2). */
    public record EnhancedStatus(int statusClass, int subject, int detail, Span span) {
        /** 2, 4 or 5. */
        public boolean hasKnownClass() {
            return statusClass == 2 || statusClass == 4 || statusClass == 5;
        }

        public boolean is(int subject, int detail) {
            return this.subject == subject && this.detail == detail;
        }

        /** Of the class of the code, without leading zeros. */
        private boolean isCommon(int code) {
            int octets = 3 + digits(subject) + digits(detail);
            return hasKnownClass() && statusClass == code / 100 && span.length() == octets;
        }

        private static int digits(int number) {
            return number < 10 ? 1 : number < 100 ? 2 : 3;
        }

        private boolean isSame(EnhancedStatus other) {
            return statusClass == other.statusClass && subject == other.subject && detail == other.detail;
        }

        @Override
        public String toString() {
            return statusClass + "." + subject + "." + detail;
        }
    }

    @Override
    public long traits() {
        boolean enhanced = false;
        boolean eightBit = false;
        boolean isLong = false;
        boolean common = terminated && isCommon(code);
        for (ReplyLine line : lines) {
            enhanced |= line.enhanced().isPresent();
            eightBit |= line.text().hasNonAscii();
            isLong |= line.octets() > LONGEST;
            common &= line.isCommon(code);
        }
        return Trait.REFUSED.when(isNegative())
                | Trait.ENHANCED_STATUS.when(enhanced)
                | Trait.STATUS_ODD.when(hasOddStatus())
                | Trait.EIGHT_BIT.when(eightBit)
                | Trait.LONG_LINE.when(isLong)
                | Trait.UNUSUAL_FORM.when(!common);
    }

    /** With digits as RFC 5321 §4.2 has them, and none of the two that name another path. */
    private static boolean isCommon(int code) {
        return code >= 200 && code < 600 && code / 10 % 10 <= 5 && code != 251 && code != 551;
    }

    private boolean hasOddStatus() {
        Optional<EnhancedStatus> first = firstLine().enhanced();
        for (ReplyLine line : lines) {
            if (line.enhanced().isEmpty()) {
                if (first.isPresent() || line.numbers().isPresent()) return true;
            } else {
                EnhancedStatus status = line.enhanced().get();
                if (first.isEmpty() || !status.isSame(first.get()) || !status.isCommon(code)) return true;
            }
        }
        return false;
    }

    public boolean isPositive() {
        return code / 100 == 2;
    }

    public boolean isIntermediate() {
        return code / 100 == 3;
    }

    public boolean isTransient() {
        return code / 100 == 4;
    }

    public boolean isPermanent() {
        return code / 100 == 5;
    }

    public boolean isNegative() {
        return isTransient() || isPermanent();
    }

    /** The recording masks or cuts one of its lines. */
    public boolean isHidden() {
        for (ReplyLine line : lines) if (line.hidden()) return true;
        return false;
    }

    public ReplyLine firstLine() {
        return lines.get(0);
    }

    public Span codeSpan() {
        return lines.get(lines.size() - 1).codeSpan();
    }

    public Optional<EnhancedStatus> enhanced() {
        for (ReplyLine line : lines) if (line.enhanced().isPresent()) return line.enhanced();
        return Optional.empty();
    }

    /** The texts of all lines, joined by line feeds. */
    public String text() {
        if (lines.size() == 1) return lines.get(0).text().value();
        StringBuilder all = new StringBuilder();
        for (ReplyLine line : lines)
            all.append(all.isEmpty() ? "" : "\n").append(line.text().value());
        return all.toString();
    }
}
