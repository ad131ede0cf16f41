package smtplint.analyzer.syntax;

import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.IpAddress;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/**
 * Understands what MTAs write into the comments of a Received field: the client's name and address, what it called
 * itself, TLS, authentication. No RFC says how; the forms are those of Postfix, Exim, sendmail, qmail, Exchange, Gmail
 * and their kin.
 */
final class ReceivedComments {
    private final SourceText text;
    private Optional<Text> helo = Optional.empty();
    private Optional<Text> reverseName = Optional.empty();
    private Optional<Text> address = Optional.empty();
    private Optional<Text> ident = Optional.empty();
    private Optional<Text> tls = Optional.empty();
    private Optional<Text> auth = Optional.empty();
    private Optional<Text> handedOverBy = Optional.empty();
    private boolean localHandoff;

    ReceivedComments(SourceText text) {
        this.text = text;
    }

    /** @param ofClient it stands behind "from", so names and addresses in it are the client's */
    void read(int from, int to, boolean ofClient) {
        CommentWords words = new CommentWords(text, from, to);
        if (!words.next()) return;
        switch (Ascii.lower(words.word())) {
            case "helo", "ehlo", "lhlo" -> {
                if (words.next()) helo = helo.or(() -> Optional.of(words.text()));
            }
            case "using", "tls_cipher", "cipher", "tls" -> {
                if (words.next()) tls(words.start(), words.end());
            }
            case "qmail", "nullmailer" -> localHandoff = true;
            case "from" -> handedOver(words);
            case "auth", "authenticated" -> authenticated(words, to);
            default -> rest(words, ofClient, to);
        }
    }

    private void handedOver(CommentWords words) {
        if (!words.next()) return;
        if (handedOverBy.isEmpty()) handedOverBy = Optional.of(words.text());
        while (words.next()) client(words, false);
        localHandoff |= address.isEmpty();
    }

    private void authenticated(CommentWords words, int to) {
        Text found = words.text();
        while (words.next()) {
            String word = words.word();
            if (startsWith(word, "TLS")) {
                tls(words.start(), words.end());
                continue;
            }
            boolean filler = word.equalsIgnoreCase("sender") || word.equalsIgnoreCase("user") || word.equals("as");
            if (!filler && startsWith(found.value(), "auth")) found = words.text();
        }
        Text who = found;
        auth = auth.or(() -> Optional.of(who));
    }

    private void rest(CommentWords words, boolean ofClient, int to) {
        boolean first = true;
        do {
            String word = words.word();
            int equals = word.indexOf('=');
            if (equals > 0) pair(words, Ascii.lower(word.substring(0, equals)), equals + 1);
            else if (startsWith(word, "TLS") && word.length() > 4) tls(words.start(), words.end());
            else if (word.equalsIgnoreCase("authenticated")) {
                authenticated(words, to);
                return;
            } else if (word.equalsIgnoreCase("userid")) localHandoff = true;
            else if (isHello(word)) {
                if (words.next()) helo = helo.or(() -> Optional.of(words.text()));
            } else if (word.equalsIgnoreCase("envelope-from") || word.equalsIgnoreCase("envelope-sender")) words.next();
            else if (ofClient) client(words, first);
            first = false;
        } while (words.next());
    }

    private static boolean isHello(String word) {
        return word.equalsIgnoreCase("helo") || word.equalsIgnoreCase("ehlo");
    }

    private void pair(CommentWords words, String key, int valueAt) {
        int from = words.start() + valueAt;
        int to = words.end();
        switch (key) {
            case "helo" -> helo = helo.or(() -> piece(from, to));
            case "ident" -> ident = ident.or(() -> piece(from, to));
            case "version", "tls", "cipher" -> tls(from, to);
            case "auth", "authenticated_id" -> auth = auth.or(() -> piece(from, to));
            default -> {}
        }
    }

    /** A name, an address, or user "@" one of them. */
    private void client(CommentWords words, boolean first) {
        String word = words.word();
        int at = word.lastIndexOf('@');
        if (at >= 0) {
            ident(words, word, at);
            word = word.substring(at + 1);
        }
        String found = address(word);
        int from = words.start() + Math.max(0, at + 1);
        int to = words.end();
        if (!found.isEmpty()) {
            if (address.isEmpty() || words.isLiteral()) address = Optional.of(new Text(found, text.span(from, to)));
        } else if (first && reverseName.isEmpty() && isHostName(word, words.isBeforeLiteral()))
            reverseName = Optional.of(new Text(word, text.span(from, to)));
    }

    private void ident(CommentWords words, String word, int at) {
        int skip = startsWith(word, "IDENT:") ? 6 : 0;
        if (ident.isPresent() || at <= skip) return;
        int end = at + 1 == word.length() ? words.start() + at : words.end();
        ident = piece(words.start() + skip, end);
    }

    private static boolean isHostName(String word, boolean beforeLiteral) {
        if (word.isEmpty() || word.equalsIgnoreCase("unknown")) return false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_' && c < 128) return false;
        }
        return beforeLiteral || word.indexOf('.') > 0;
    }

    /** The IP address that a word is, its tag, zone and port left out; empty when it is none. */
    static String address(String word) {
        String bare = startsWith(word, "IPv6:") ? word.substring(5) : word;
        int zone = bare.indexOf('%');
        if (zone > 0) bare = bare.substring(0, zone);
        if (IpAddress.parse(bare).isPresent()) return bare;
        int port = bare.lastIndexOf(':');
        return port > 0 && IpAddress.isV4(bare.substring(0, port)) ? bare.substring(0, port) : "";
    }

    private static boolean startsWith(String word, String start) {
        return word.regionMatches(true, 0, start, 0, start.length());
    }

    private Optional<Text> piece(int from, int to) {
        int start = from < to && text.at(from) == '[' ? from + 1 : from;
        int end = to > start && text.at(to - 1) == ']' ? to - 1 : to;
        return start < end ? Optional.of(new Text(text.string(start, end), text.span(start, end))) : Optional.empty();
    }

    void tls(int from, int to) {
        if (tls.isEmpty()) tls = piece(from, to);
    }

    Optional<Text> helo() {
        return helo;
    }

    Optional<Text> reverseName() {
        return reverseName;
    }

    Optional<Text> address() {
        return address;
    }

    Optional<Text> ident() {
        return ident;
    }

    Optional<Text> tls() {
        return tls;
    }

    Optional<Text> auth() {
        return auth;
    }

    /** Who gave the message to the host by other means than SMTP, as in sendmail's "(from user@host)". */
    Optional<Text> handedOverBy() {
        return handedOverBy;
    }

    boolean isLocalHandoff() {
        return localHandoff;
    }
}
