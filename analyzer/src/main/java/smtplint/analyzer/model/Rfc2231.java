package smtplint.analyzer.model;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;

/** Parameter values split over sections and percent-encoded (RFC 2231 §3, §4, §4.1). */
final class Rfc2231 {
    private Rfc2231() {}

    /** The value of {@code name*}, or of {@code name*0}, {@code name*1*} … joined up to the first gap. */
    static Optional<String> join(List<HeaderField.MimeParameter> parameters, String name) {
        Optional<String> whole = find(parameters, name + "*").map(v -> decode(v, charset(v), true));
        if (whole.isPresent()) return whole;
        StringBuilder joined = new StringBuilder();
        Charset charset = StandardCharsets.UTF_8;
        for (int i = 0; ; i++) {
            Optional<String> plain = find(parameters, name + "*" + i);
            Optional<String> encoded = find(parameters, name + "*" + i + "*");
            if (plain.isEmpty() && encoded.isEmpty()) break;
            if (encoded.isPresent() && i == 0) charset = charset(encoded.get());
            joined.append(plain.isPresent() ? plain.get() : decode(encoded.get(), charset, i == 0));
        }
        return joined.isEmpty() ? Optional.empty() : Optional.of(joined.toString());
    }

    private static Optional<String> find(List<HeaderField.MimeParameter> parameters, String name) {
        return parameters.stream()
                .filter(p -> p.name().is(name))
                .map(p -> p.value().value())
                .findFirst();
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
