package smtplint.cli.format;

import java.util.Optional;

/** Writes JSON by hand: the machine formats lie on the path that must start fast. */
public final class Json {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);

    public Json object() {
        return open('{');
    }

    public Json object(String name) {
        return name(name).open('{');
    }

    public Json endObject() {
        out.append('}');
        return this;
    }

    public Json array() {
        return open('[');
    }

    public Json array(String name) {
        return name(name).open('[');
    }

    public Json endArray() {
        out.append(']');
        return this;
    }

    public Json field(String name, String value) {
        return name(name).string(value);
    }

    public Json field(String name, long value) {
        name(name).out.append(value);
        return this;
    }

    public Json field(String name, boolean value) {
        name(name).out.append(value);
        return this;
    }

    /** A number with at most two decimals, from hundredths. */
    public Json hundredths(String name, long value) {
        name(name).out.append(value / 100);
        long rest = value % 100;
        if (rest != 0) out.append('.').append(rest / 10);
        if (rest % 10 != 0) out.append(rest % 10);
        return this;
    }

    /** Leaves the field out when there is no value. */
    public Json field(String name, Optional<String> value) {
        return value.isPresent() ? field(name, value.get()) : this;
    }

    /** An element of an array. */
    public Json value(String value) {
        comma();
        return string(value);
    }

    private Json name(String name) {
        comma();
        string(name).out.append(':');
        return this;
    }

    private Json open(char bracket) {
        comma();
        out.append(bracket);
        return this;
    }

    private void comma() {
        if (out.length() == 0) return;
        char last = out.charAt(out.length() - 1);
        if (last != '{' && last != '[' && last != ':' && last != ',') out.append(',');
    }

    private Json string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c == '\n') out.append("\\n");
            else if (c == '\r') out.append("\\r");
            else if (c == '\t') out.append("\\t");
            else if (c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || isLone(value, i)) escape(c);
            else out.append(c);
        }
        out.append('"');
        return this;
    }

    /** Half of a pair alone is no text: UTF-8 output could not hold it. */
    private static boolean isLone(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c))
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) out.append(HEX.charAt(c >> shift & 15));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
