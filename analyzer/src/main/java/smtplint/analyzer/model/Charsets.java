package smtplint.analyzer.model;

import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Optional;

/** Charsets by the names that mail gives them. */
public final class Charsets {
    /** Senders label the larger charset with the name of the smaller one, and readers know it. */
    private static final Map<String, String> SUPERSETS = Map.of(
            "gb2312", "gb18030",
            "gbk", "gb18030",
            "shift_jis", "windows-31j",
            "euc-kr", "x-windows-949",
            "ks_c_5601-1987", "x-windows-949",
            "big5", "big5-hkscs");

    private Charsets() {}

    /** Known here, or private by its name ("x-"). */
    public static boolean isKnown(String name) {
        return Ascii.lower(name).startsWith("x-") || find(name).isPresent();
    }

    /** A decoder for the charset or its usual superset; none for charsets that shift, whose words can't be told apart. */
    public static Optional<CharsetDecoder> decoder(String name) {
        String lower = Ascii.lower(name);
        if (lower.startsWith("iso-2022") || lower.startsWith("utf-7") || lower.startsWith("hz-"))
            return Optional.empty();
        return find(SUPERSETS.getOrDefault(lower, lower)).map(Charset::newDecoder);
    }

    /** Charsets of several octets a character, with the decoder that takes all that senders call by the name. */
    private static final Map<String, String> MULTIBYTE = Map.ofEntries(
            Map.entry("gb2312", "gb18030"),
            Map.entry("gbk", "gb18030"),
            Map.entry("gb18030", "gb18030"),
            Map.entry("big5", "big5-hkscs"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("euc-jp", "euc-jp"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"));

    /** A decoder that tells whether octets can be text in the charset; none for UTF-8 and charsets of single octets. */
    public static Optional<CharsetDecoder> multibyteDecoder(String name) {
        String decoder = MULTIBYTE.get(Ascii.lower(name));
        return decoder == null ? Optional.empty() : find(decoder).map(Charset::newDecoder);
    }

    /** The ASCII range means ASCII, octet by octet. */
    public static boolean extendsAscii(String name) {
        String lower = Ascii.lower(name);
        return lower.equals("us-ascii")
                || lower.equals("utf-8")
                || lower.startsWith("iso-8859-")
                || lower.startsWith("windows-125");
    }

    /** A decoder for the charset or its usual superset, those that shift among them. */
    public static Optional<CharsetDecoder> anyDecoder(String name) {
        String lower = Ascii.lower(name);
        return find(SUPERSETS.getOrDefault(lower, lower)).map(Charset::newDecoder);
    }

    private static Optional<Charset> find(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
