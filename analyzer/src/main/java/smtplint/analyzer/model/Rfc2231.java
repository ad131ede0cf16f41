package smtplint.analyzer.model;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parameter values split over sections and percent-encoded (RFC 2231 §3, §4, §4.1). */
final class Rfc2231 {
    private Rfc2231() {}

    /** The value of {@code name*}, or of {@code name*0}, {@code name*1*} … joined up to the first gap. */
    static Optional<String> join(List<HeaderField.MimeParameter> parameters, String name) {
        Map<String, String> values = new HashMap<>();
        for (HeaderField.MimeParameter p : parameters) {
            String key = Ascii.lower(p.name().value());
            if (key.startsWith(name + "*")) values.putIfAbsent(key, p.value().value());
        }
        String whole = values.get(name + "*");
        if (whole != null) return Optional.of(decode(whole, charset(whole), true));
        StringBuilder joined = new StringBuilder();
        Charset charset = StandardCharsets.UTF_8;
        for (int i = 0; ; i++) {
            String plain = values.get(name + "*" + i);
            String encoded = values.get(name + "*" + i + "*");
            if (encoded != null && i == 0) charset = charset(encoded);
            if (plain != null) joined.append(plain);
            else if (encoded != null) joined.append(decode(encoded, charset, i == 0));
            else break;
        }
        return joined.isEmpty() ? Optional.empty() : Optional.of(joined.toString());
    }

    /** Sections that are missing, doubled or misnumbered; octets and charsets that are not as RFC 2231 §4 wants them. */
    static List<HeaderField.ExtensionFault> faults(List<HeaderField.MimeParameter> parameters) {
        List<HeaderField.ExtensionFault> faults = new ArrayList<>(0);
        Set<String> sections = new HashSet<>();
        for (HeaderField.MimeParameter p : parameters) if (isExtended(p)) sections.add(section(p));
        Set<String> seen = new HashSet<>();
        for (HeaderField.MimeParameter parameter : parameters) {
            if (!isExtended(parameter)) continue;
            String words = fault(parameter, sections, seen);
            if (!words.isEmpty()) faults.add(new HeaderField.ExtensionFault(parameter.span(), words));
        }
        return faults;
    }

    private static boolean isExtended(HeaderField.MimeParameter parameter) {
        return parameter.name().value().indexOf('*') > 0;
    }

    /** The name without the "*" that says that the value is encoded. */
    private static String section(HeaderField.MimeParameter parameter) {
        String name = Ascii.lower(parameter.name().value());
        return name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
    }

    private static String fault(HeaderField.MimeParameter parameter, Set<String> sections, Set<String> seen) {
        String section = section(parameter);
        int star = section.indexOf('*');
        String number = star < 0 ? "0" : section.substring(star + 1);
        if (!Ascii.isDigits(number) || number.length() > 9 || number.length() > 1 && number.startsWith("0"))
            return "\"" + number + "\" is no section number";
        if (!seen.add(section)) return "the section occurs a second time";
        int index = Integer.parseInt(number);
        if (index > 0 && !sections.contains(section.substring(0, star + 1) + (index - 1)))
            return "section " + (index - 1) + " is missing";
        return parameter.name().value().endsWith("*")
                ? encodingFault(parameter.value().value(), index == 0)
                : "";
    }

    private static String encodingFault(String value, boolean first) {
        int quote = value.indexOf('\'');
        if (first && (quote < 0 || value.indexOf('\'', quote + 1) < 0))
            return "the value does not begin with charset'language'";
        for (int i = value.indexOf('%'); i >= 0; i = value.indexOf('%', i + 1)) {
            boolean octet = i + 2 < value.length()
                    && Character.digit(value.charAt(i + 1), 16) >= 0
                    && Character.digit(value.charAt(i + 2), 16) >= 0;
            if (!octet) return "a \"%\" has no two hexadecimal digits behind it";
        }
        return "";
    }

    private static Charset charset(String value) {
        int quote = value.indexOf('\'');
        if (quote <= 0) return StandardCharsets.UTF_8;
        try {
            return Charset.forName(value.substring(0, quote));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String decode(String value, Charset charset, boolean hasCharset) {
        int second = hasCharset ? value.indexOf('\'', value.indexOf('\'') + 1) : -1;
        String encoded = value.substring(second + 1);
        byte[] octets = new byte[encoded.length() * 4];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int high = c == '%' && i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(encoded.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                octets[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                for (byte b : String.valueOf(c).getBytes(charset)) octets[length++] = b;
            }
        }
        return new String(octets, 0, length, charset);
    }
}
