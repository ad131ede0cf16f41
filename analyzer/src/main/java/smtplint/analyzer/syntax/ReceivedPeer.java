package smtplint.analyzer.syntax;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/** One end of a hop, as the comments tell: its name by the DNS, its address, and who it says is there. */
final class ReceivedPeer {
    /** Words where a name would stand, for "there is none". */
    private static final Set<String> NO_NAMES = Set.of(
            "unknown",
            "unverified",
            "untrusted",
            "unresolved",
            "unresolvable",
            "softdnserr",
            "nodnsquery",
            "misconfigured",
            "none",
            "verified",
            "forged",
            "no.name.available",
            "unavailable");

    private final SourceText text;
    private Optional<Text> name = Optional.empty();
    private Optional<Text> address = Optional.empty();
    private Optional<Text> ident = Optional.empty();

    ReceivedPeer(SourceText text) {
        this.text = text;
    }

    /** A name, an address, or user "@" one of them. */
    void word(CommentWords words, boolean first) {
        String word = words.word();
        int at = word.lastIndexOf('@');
        String host = word.substring(at + 1);
        Text place = new Text(host, text.span(words.start() + Math.max(0, at + 1), words.end()));
        String found = address(host);
        if (!found.isEmpty()) {
            if (address.isEmpty() || words.isLiteral()) address = Optional.of(new Text(found, place.span()));
        } else if (first && name.isEmpty() && isHostName(host, words.isBeforeLiteral())) name = Optional.of(place);
    }

    /** The user of "user@192.0.2.1", "user@[192.0.2.1]", "IDENT:user@host.example.com": RFC 1413, or what stands for it. */
    void identify(CommentWords words) {
        String word = words.word();
        int at = word.lastIndexOf('@');
        int skip = word.regionMatches(true, 0, "IDENT:", 0, 6) ? 6 : 0;
        if (ident.isPresent() || at <= skip) return;
        int from = words.start() + skip;
        int to = at + 1 == word.length() ? words.start() + at : words.end();
        ident = Optional.of(Text.of(text, from, to));
    }

    /** @param bare it is one label, and a name all the same: an address follows */
    static boolean isHostName(String word, boolean bare) {
        if (word.isEmpty()
                || NO_NAMES.contains(Ascii.lower(word))
                || !address(word).isEmpty()) return false;
        boolean letters = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean letter = Ascii.isLetterOrDigit(c) || c > 127;
            if (!letter && c != '.' && c != '-' && c != '_') return false;
            letters |= letter && !Ascii.isDigit(c);
        }
        return letters && (bare || word.indexOf('.') > 0);
    }

    /** The IP address that a word is, its tag, zone and port left out; empty when it is none. */
    static String address(String word) {
        String bare = word.regionMatches(true, 0, "IPv6:", 0, 5) ? word.substring(5) : word;
        // Most words are names: what can't begin an address needs no closer look.
        if (bare.isEmpty() || bare.charAt(0) != ':' && Character.digit(bare.charAt(0), 16) < 0) return "";
        int zone = bare.indexOf('%');
        if (zone > 0) bare = bare.substring(0, zone);
        if (IpAddress.parse(bare).isPresent()) return bare;
        // "192.0.2.1:25", and "192.0.2.1.25" as packet tools write it
        int port = Math.max(bare.lastIndexOf(':'), bare.lastIndexOf('.'));
        boolean ported =
                port > 0 && Ascii.isDigits(bare.substring(port + 1)) && IpAddress.isV4(bare.substring(0, port));
        return ported ? bare.substring(0, port) : "";
    }

    Optional<Text> name() {
        return name;
    }

    Optional<Text> address() {
        return address;
    }

    Optional<Text> ident() {
        return ident;
    }
}
