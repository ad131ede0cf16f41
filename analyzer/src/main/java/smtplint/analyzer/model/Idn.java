package smtplint.analyzer.model;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Labels of internationalised domain names: Punycode (RFC 3492), what IDNA 2008 has against them, scripts (UTS 39). */
public final class Idn {
    private static final String PREFIX = "xn--";
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int LONGEST_LABEL = 63;
    /** Scripts that stand together in one word: Chinese, Japanese and Korean, each with Latin (UTS 39 §5.2). */
    private static final Set<EnumSet<UnicodeScript>> TOGETHER = Set.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    private Idn() {}

    public static boolean isALabel(String label) {
        return Ascii.lower(label).startsWith(PREFIX);
    }

    /** The label as people read it; an A-label that can't be decoded stays as it is. */
    public static String uLabel(String label) {
        return isALabel(label) ? decode(label.substring(PREFIX.length())).orElse(label) : label;
    }

    /** What keeps an A-label or a label above ASCII from being one of IDNA 2008, in words; empty when nothing. */
    public static String fault(String label) {
        if (!isALabel(label)) return Ascii.hasNonAscii(label) ? uLabelFault(label) : "";
        if (label.length() > LONGEST_LABEL) return "";
        Optional<String> decoded = decode(label.substring(PREFIX.length()));
        if (decoded.isEmpty()) return "what stands behind \"xn--\" is no Punycode";
        if (!Ascii.hasNonAscii(decoded.get()))
            return "it stands for \"" + decoded.get() + "\", which needs no encoding";
        return uLabelFault(decoded.get());
    }

    private static String uLabelFault(String label) {
        if (!Normalizer.isNormalized(label, Normalizer.Form.NFC)) return "it is not in normal form C";
        int first = label.codePointAt(0);
        if (isMark(first)) return "it begins with a combining mark";
        for (int i = 0; i < label.length(); i += Character.charCount(label.codePointAt(i))) {
            int c = label.codePointAt(i);
            if (Character.isUpperCase(c) && c > 127) return "it has the capital letter " + shown(c);
            boolean allowed = Character.isLetterOrDigit(c) || isMark(c) || c == '-' || isContextual(c);
            if (!allowed) return "it has " + shown(c) + ", which no label may have";
        }
        return "";
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Joiners and dots that some scripts need (RFC 5892 appendix A), digits written as marks. */
    private static boolean isContextual(int c) {
        return c == 0x200C
                || c == 0x200D
                || c == 0xB7
                || c == 0x375
                || c == 0x5F3
                || c == 0x5F4
                || c == 0x30FB
                || c == 0x3007;
    }

    private static String shown(int c) {
        return String.format(java.util.Locale.ROOT, "U+%04X", c);
    }

    /** Decodes Punycode (RFC 3492 §6.2). */
    private static Optional<String> decode(String encoded) {
        int dash = encoded.lastIndexOf('-');
        StringBuilder basic = new StringBuilder(dash > 0 ? encoded.substring(0, dash) : "");
        if (Ascii.hasNonAscii(encoded) || encoded.length() > LONGEST_LABEL) return Optional.empty();
        int[] output = new int[LONGEST_LABEL + 1];
        int length = 0;
        while (length < basic.length()) {
            output[length] = basic.charAt(length);
            length++;
        }
        long n = 128;
        long i = 0;
        int bias = 72;
        for (int in = dash > 0 ? dash + 1 : 0; in < encoded.length(); ) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = in < encoded.length() ? digit(encoded.charAt(in++)) : -1;
                if (digit < 0) return Optional.empty();
                i += digit * weight;
                int t = k <= bias ? T_MIN : Math.min(k - bias, T_MAX);
                if (digit < t) break;
                weight *= BASE - t;
                if (i > Integer.MAX_VALUE || weight > Integer.MAX_VALUE) return Optional.empty();
            }
            if (length >= LONGEST_LABEL) return Optional.empty();
            bias = adapt(i - before, length + 1, before == 0);
            n += i / (length + 1);
            i %= length + 1;
            if (n > Character.MAX_CODE_POINT || n >= 0xD800 && n <= 0xDFFF) return Optional.empty();
            System.arraycopy(output, (int) i, output, (int) i + 1, length - (int) i);
            output[(int) i++] = (int) n;
            length++;
        }
        return length == 0 ? Optional.empty() : Optional.of(new String(output, 0, length));
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') return c - '0' + 26;
        int lower = c | 32;
        return lower >= 'a' && lower <= 'z' ? lower - 'a' : -1;
    }

    private static int adapt(long delta, int points, boolean first) {
        long d = first ? delta / DAMP : delta / 2;
        d += d / points;
        int k = 0;
        while (d > (BASE - T_MIN) * T_MAX / 2) {
            d /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * d / (d + SKEW));
    }

    /** The scripts of a word that are not written together in one, in words; empty when they are. */
    public static String mixture(String word) {
        EnumSet<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        word.codePoints().filter(Character::isLetter).forEach(c -> scripts.add(UnicodeScript.of(c)));
        scripts.removeAll(EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.UNKNOWN));
        if (scripts.size() < 2 || TOGETHER.stream().anyMatch(together -> together.containsAll(scripts))) return "";
        StringBuilder names = new StringBuilder();
        for (UnicodeScript script : scripts) {
            String name = script.name();
            names.append(names.length() == 0 ? "" : " and ").append(name.charAt(0));
            names.append(Ascii.lower(name.substring(1)).replace('_', ' '));
        }
        return names.toString();
    }
}
