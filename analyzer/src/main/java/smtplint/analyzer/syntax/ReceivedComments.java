package smtplint.analyzer.syntax;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Received.Software;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/**
 * Understands what MTAs write into the comments of a Received field: the client's name and address, what it called
 * itself, TLS, authentication. No RFC says how, but nearly all of them write names and addresses by themselves and the
 * rest behind a key: "helo=x", "HELO x", "TLS: x", "using x", "account x". One table of keys serves them all.
 */
final class ReceivedComments {
    private enum Key {
        HELLO,
        TLS,
        AUTH,
        USER,
        IDENT,
        /** The next word is a value of no interest. */
        OTHER,
        LOCAL,
        /** What follows did not happen. */
        NOT,
        WITH,
        ENCRYPTED
    }

    private static final Map<String, Key> KEYS = Map.ofEntries(
            Map.entry("helo", Key.HELLO),
            Map.entry("ehlo", Key.HELLO),
            Map.entry("lhlo", Key.HELLO),
            Map.entry("using", Key.TLS),
            Map.entry("version", Key.TLS),
            Map.entry("cipher", Key.TLS),
            Map.entry("tls", Key.TLS),
            Map.entry("ssl", Key.TLS),
            Map.entry("tls_cipher", Key.TLS),
            Map.entry("tls-cipher", Key.TLS),
            Map.entry("auth", Key.AUTH),
            Map.entry("smtp-auth", Key.AUTH),
            Map.entry("authenticated", Key.AUTH),
            Map.entry("authenticated_id", Key.AUTH),
            Map.entry("account", Key.USER),
            Map.entry("user", Key.USER),
            Map.entry("username", Key.USER),
            Map.entry("sasl_username", Key.USER),
            Map.entry("ident", Key.IDENT),
            Map.entry("envelope-from", Key.OTHER),
            Map.entry("envelope-sender", Key.OTHER),
            Map.entry("return-path", Key.OTHER),
            Map.entry("port", Key.OTHER),
            Map.entry("userid", Key.LOCAL),
            Map.entry("uid", Key.LOCAL),
            Map.entry("invoked", Key.LOCAL),
            Map.entry("not", Key.NOT),
            Map.entry("no", Key.NOT),
            Map.entry("with", Key.WITH),
            Map.entry("encrypted", Key.ENCRYPTED));

    private static final Set<String> AUTH_FILLERS =
            Set.of("sender", "user", "username", "as", "by", "id", "bits", "with");
    private static final Set<String> NOTHING = Set.of("none", "no", "-", "failed");
    private static final Set<String> MECHANISMS = Set.of(
            "plain",
            "login",
            "cram-md5",
            "digest-md5",
            "ntlm",
            "gssapi",
            "external",
            "xymcookie",
            "xymplain",
            "anonymous");
    private static final Set<String> LOCAL_LITERALS = Set.of("unix socket", "unix: localhost", "local");

    private final SourceText text;
    private Optional<Text> helo = Optional.empty();
    private Optional<Text> ident = Optional.empty();
    private Optional<Text> tls = Optional.empty();
    private Optional<Text> identity = Optional.empty();
    private Optional<Text> mechanism = Optional.empty();
    private Optional<Text> handedOverBy = Optional.empty();
    private Software software = Software.UNKNOWN;
    private boolean localHandoff;
    private final ReceivedPeer client;
    private final ReceivedPeer server;

    ReceivedComments(SourceText text) {
        this.text = text;
        client = new ReceivedPeer(text);
        server = new ReceivedPeer(text);
    }

    /** A comment or literal behind "from": names and addresses in it are the client's. */
    void readOfClient(int from, int to) {
        read(new CommentWords(text, from, to), client);
    }

    /** A comment behind "by": names and addresses in it are the server's, a first word may be its software. */
    void readOfServer(int from, int to) {
        CommentWords words = new CommentWords(text, from, to);
        read(words, server);
    }

    /** A comment elsewhere. */
    void read(int from, int to) {
        read(new CommentWords(text, from, to), new ReceivedPeer(text));
    }

    private void read(CommentWords words, ReceivedPeer peer) {
        boolean first = true;
        while (words.next()) {
            if (first && words.is("from")) handedOver(words);
            else word(words, peer, first);
            first = false;
        }
    }

    private void word(CommentWords words, ReceivedPeer peer, boolean first) {
        if (words.isLiteral()) {
            localHandoff |= LOCAL_LITERALS.contains(Ascii.lower(words.word()));
            if (peer == client) peer.identify(words);
            peer.word(words, false);
            return;
        }
        String word = words.word();
        int equals = word.indexOf('=');
        Key key = KEYS.get(Ascii.lower(equals > 0 ? word.substring(0, equals) : word));
        if (key != null) value(key, words, equals, peer);
        else if (equals > 0) return;
        else if (isTlsVersion(word)) tls(words.start(), words.end());
        else {
            if (first) software(word);
            if (peer == client) peer.identify(words);
            peer.word(words, first);
        }
    }

    /** @param equals where "=" stands in the word that is the key, -1 when the value is the next word */
    private void value(Key key, CommentWords words, int equals, ReceivedPeer peer) {
        int at = words.start() + equals + 1;
        switch (key) {
            case HELLO -> helo = helo.or(() -> value(words, equals, at));
            case TLS -> tlsKey(words, equals, at, peer);
            case AUTH -> {
                if (equals < 0) authenticated(words, peer);
                else value(words, equals, at).filter(v -> !isNothing(v)).ifPresent(this::identity);
            }
            case USER -> {
                // "user" alone is a word like any other: "(unknown user)".
                if (equals >= 0 || !words.is("user")) value(words, equals, at).ifPresent(this::identity);
            }
            case IDENT -> {
                if (equals >= 0) ident = ident.or(() -> piece(at, words.end()));
            }
            case OTHER, NOT -> {
                if (equals < 0) words.next();
            }
            case LOCAL -> localHandoff = true;
            case WITH -> with(words, peer);
            case ENCRYPTED -> tls(words.startBefore(), words.endBefore());
        }
    }

    private Optional<Text> value(CommentWords words, int equals, int at) {
        if (equals >= 0 && at < words.end()) return piece(at, words.end());
        return words.next() ? Optional.of(words.text()) : Optional.empty();
    }

    private void tlsKey(CommentWords words, int equals, int at, ReceivedPeer peer) {
        if (equals >= 0) {
            tls(at, words.end());
            return;
        }
        int from = words.start();
        int to = words.end();
        boolean protocol = words.is("tls") || words.is("ssl");
        boolean anything = words.is("using") || words.is("version");
        if (words.next()) {
            String word = words.word();
            if (anything && !isTls(word)) word(words, peer, false);
            else if (!isNothing(words.text())) tls(words.start(), words.end());
        } else if (protocol) tls(from, to);
    }

    /** "(alice@192.0.2.1 with login)" */
    private void with(CommentWords words, ReceivedPeer peer) {
        if (!words.next()) return;
        if (MECHANISMS.contains(Ascii.lower(words.word()))) mechanism = mechanism.or(() -> Optional.of(words.text()));
        else word(words, peer, false);
    }

    /** "authenticated", "Authenticated sender: alice", "AUTH: LOGIN alice", "authenticated bits=0". */
    private void authenticated(CommentWords words, ReceivedPeer peer) {
        Text found = words.text();
        while (words.next()) {
            String word = Ascii.lower(words.word());
            if (AUTH_FILLERS.contains(word) || word.startsWith("bits=") || Ascii.isDigits(word)) continue;
            if (NOTHING.contains(word)) return;
            boolean known = KEYS.containsKey(word) || isTlsVersion(word) || word.indexOf('=') > 0;
            if (MECHANISMS.contains(word) || word.startsWith("scram-")) {
                mechanism = mechanism.or(() -> Optional.of(words.text()));
                continue;
            }
            if (known) word(words, peer, false);
            else identity(words.text());
            break;
        }
        mechanism = mechanism.or(() -> Optional.of(found));
    }

    private void identity(Text who) {
        if (isNothing(who)) return;
        boolean flag = who.is("yes") || who.is("ok");
        if (flag) mechanism = mechanism.or(() -> Optional.of(who));
        else identity = identity.or(() -> Optional.of(who));
    }

    /** sendmail's "(from user@host)", "(from localhost [192.0.2.1])" */
    private void handedOver(CommentWords words) {
        if (!words.next()) return;
        if (handedOverBy.isEmpty()) handedOverBy = Optional.of(words.text());
        while (words.next()) client.word(words, false);
        localHandoff |= client.address().isEmpty();
    }

    private void software(String word) {
        if (software != Software.UNKNOWN) return;
        software = Software.of(word);
        // sendmail's mail submission program names itself so: the message came from a process of the host.
        localHandoff |= Ascii.lower(word).endsWith("/submit");
    }

    private static boolean isNothing(Text value) {
        return NOTHING.contains(Ascii.lower(value.value()));
    }

    /** "TLSv1.3", "TLS1_2", "TLS-1.0:RSA_AES_256_CBC_SHA:32", "SSLv3" */
    private static boolean isTlsVersion(String word) {
        if (word.length() < 5 || !isTls(word)) return false;
        char next = word.charAt(3);
        if (next == '-' || next == 'v' || next == 'V') next = word.charAt(4);
        return next == '_' || next == '/' || Ascii.isDigit(next);
    }

    private static boolean isTls(String word) {
        return word.regionMatches(true, 0, "TLS", 0, 3) || word.regionMatches(true, 0, "SSL", 0, 3);
    }

    private Optional<Text> piece(int from, int to) {
        int start = from < to && text.at(from) == '[' ? from + 1 : from;
        int end = to > start && text.at(to - 1) == ']' ? to - 1 : to;
        return start < end ? Optional.of(Text.of(text, start, end)) : Optional.empty();
    }

    void tls(int from, int to) {
        if (tls.isEmpty()) tls = piece(from, to);
    }

    /** "Microsoft SMTP Server", "Microsoft SMTPSVC" */
    void exchange() {
        software = Software.EXCHANGE;
    }

    void localHandoff() {
        localHandoff = true;
    }

    void helo(Text name) {
        helo = helo.or(() -> Optional.of(name));
    }

    /** "as user alice" */
    void user(Text who) {
        identity(who);
        ident = ident.or(() -> Optional.of(who));
    }

    Optional<Text> helo() {
        return helo;
    }

    ReceivedPeer client() {
        return client;
    }

    ReceivedPeer server() {
        return server;
    }

    Optional<Text> ident() {
        return ident.or(client::ident);
    }

    Optional<Text> tls() {
        return tls;
    }

    Optional<Text> auth() {
        return identity.or(() -> mechanism);
    }

    /** Who gave the message to the host by other means than SMTP, as in sendmail's "(from user@host)". */
    Optional<Text> handedOverBy() {
        return handedOverBy;
    }

    Software software() {
        return software;
    }

    boolean isLocalHandoff() {
        return localHandoff;
    }
}
