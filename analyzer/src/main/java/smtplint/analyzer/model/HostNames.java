package smtplint.analyzer.model;

import java.util.Optional;
import java.util.Set;

/** What can be said of host names and addresses without asking the DNS. */
public final class HostNames {
    /** Names that are local to a network: RFC 6762, RFC 8375, RFC 2606 and habit. */
    private static final Set<String> LOCAL_TLDS = Set.of(
            "local", "localdomain", "lan", "internal", "intranet", "home", "corp", "private", "localhost", "invalid");

    /** Second-level labels below which countries register names. */
    private static final Set<String> REGISTRY_LABELS =
            Set.of("co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go", "ltd", "plc", "me", "nom", "mil");

    private HostNames() {}

    /** Lower case, without brackets, IPv6 tag or trailing dot. */
    public static String normal(String name) {
        String text = Ascii.lower(name).strip();
        if (text.startsWith("[") && text.endsWith("]")) text = text.substring(1, text.length() - 1);
        if (text.startsWith("ipv6:")) text = text.substring(5);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** The same host, or two hosts of one organisation as far as their names tell. */
    public static boolean related(String a, String b) {
        if (a.equals(b)) return true;
        if (isAddress(a) || isAddress(b)) return IpAddress.parse(a).equals(IpAddress.parse(b));
        return organisation(a).equals(organisation(b));
    }

    /** The registered domain as far as it can be told without a list: two labels, three below co.uk and the like. */
    public static String organisation(String name) {
        if (name.indexOf('.') == name.lastIndexOf('.')) return name;
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') end--;
        int last = name.lastIndexOf('.', end - 1);
        int second = name.lastIndexOf('.', last - 1);
        if (second < 0) return name;
        boolean registry = end - last == 3 && REGISTRY_LABELS.contains(name.substring(second + 1, last));
        int before = registry ? name.lastIndexOf('.', second - 1) : second;
        return before < 0 ? name : name.substring(before + 1, end);
    }

    /** A name that means something only inside a network, or an address of such a network. */
    public static boolean isPrivate(String name) {
        Optional<IpAddress> address = IpAddress.parse(name);
        if (address.isPresent()) return address.get().isPrivate();
        int dot = name.lastIndexOf('.');
        return dot < 0 || LOCAL_TLDS.contains(name.substring(dot + 1));
    }

    public static boolean isAddress(String name) {
        return IpAddress.parse(name).isPresent();
    }
}
