package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/** Protocols that are recorded beside SMTP, told by lines that none but they have. */
public enum ForeignProtocol {
    POP3("POP3"),
    IMAP("IMAP"),
    MANAGESIEVE("ManageSieve"),
    HTTP("HTTP"),
    FTP("FTP"),
    NNTP("NNTP"),
    SSH("SSH"),
    TLS("TLS");

    /** RFC 3501 §6: commands behind a tag. */
    private static final String[] IMAP_COMMANDS = {
        "CAPABILITY",
        "LOGIN",
        "AUTHENTICATE",
        "SELECT",
        "EXAMINE",
        "LOGOUT",
        "FETCH",
        "UID ",
        "LIST ",
        "STATUS ",
        "IDLE",
        "ID "
    };

    private static final String[] METHODS = {"GET /", "POST /", "HEAD /", "PUT /", "OPTIONS ", "CONNECT "};
    private static final String[] POP3_COMMANDS = {"CAPA", "UIDL", "APOP ", "STAT"};
    private static final String[] SIEVE_COMMANDS = {"PUTSCRIPT ", "LISTSCRIPTS", "SETACTIVE ", "HAVESPACE "};
    private static final String[] FTP_COMMANDS = {"PASV", "EPSV", "CWD ", "TYPE I", "TYPE A", "RETR ", "PORT ", "SYST"};
    private static final String[] NNTP_COMMANDS = {
        "GROUP ", "MODE READER", "ARTICLE ", "XOVER ", "OVER ", "NEWGROUPS ", "LIST ACTIVE"
    };

    private static final int LOOKED_AT = 200;

    private final String words;

    ForeignProtocol(String words) {
        this.words = words;
    }

    public String inWords() {
        return words;
    }

    /** What is spoken over a connection, by what its ends said first. */
    public static Optional<ForeignProtocol> of(SourceText server, SourceText client) {
        if (isTls(server) || isTls(client)) return Optional.of(TLS);
        Optional<ForeignProtocol> served = ofServer(server, server.start());
        return served.isPresent() ? served : ofClient(client, client.start());
    }

    /** The protocol whose servers say such a line. */
    static Optional<ForeignProtocol> ofServer(SourceText text, int from) {
        if (startsWord(text, from, "+OK") || startsWord(text, from, "-ERR")) return Optional.of(POP3);
        if (startsWord(text, from, "* OK")
                || startsWord(text, from, "* PREAUTH")
                || startsWord(text, from, "* BYE")
                || startsWord(text, from, "* CAPABILITY")) return Optional.of(IMAP);
        if (text.startsWith("HTTP/1.", from) || text.startsWith("HTTP/2 ", from)) return Optional.of(HTTP);
        if (text.startsWith("SSH-2.0-", from) || text.startsWith("SSH-1.", from)) return Optional.of(SSH);
        if (text.startsWith("\"IMPLEMENTATION\" ", from) || text.startsWith("\"SIEVE\" ", from))
            return Optional.of(MANAGESIEVE);
        return ofGreeting(text, from);
    }

    /** Greetings with reply codes say in words what they are (RFC 959, RFC 3977 §5.1). */
    private static Optional<ForeignProtocol> ofGreeting(SourceText text, int from) {
        int code = LineShape.replyCode(text, from);
        if (code != 220 && code != 200 && code != 201) return Optional.empty();
        if (mentions(text, from, "smtp") || mentions(text, from, "lmtp")) return Optional.empty();
        if (code == 220) return mentionsFtp(text, from) ? Optional.of(FTP) : Optional.empty();
        boolean news = mentions(text, from, "nntp") || mentions(text, from, "news") || mentions(text, from, "posting");
        return news ? Optional.of(NNTP) : Optional.empty();
    }

    /** The protocol whose clients say such a line, and no client of SMTP. */
    static Optional<ForeignProtocol> ofClient(SourceText text, int from) {
        if (text.startsWith("SSH-2.0-", from)) return Optional.of(SSH);
        if (isAnyOf(METHODS, text, from) && mentions(text, from, " http/1.")) return Optional.of(HTTP);
        int tag = tagEnd(text, from);
        if (tag > 0 && isAnyOf(IMAP_COMMANDS, text, tag)) return Optional.of(IMAP);
        if (isAnyOf(POP3_COMMANDS, text, from)) return Optional.of(POP3);
        if (isAnyOf(SIEVE_COMMANDS, text, from)) return Optional.of(MANAGESIEVE);
        if (isAnyOf(FTP_COMMANDS, text, from)) return Optional.of(FTP);
        return isAnyOf(NNTP_COMMANDS, text, from) ? Optional.of(NNTP) : Optional.empty();
    }

    /** The record of a TLS handshake: its type, the version, a length that is allowed (RFC 8446 §5.1). */
    static boolean isTls(SourceText text) {
        int at = text.start();
        return text.length() > 5
                && text.at(at) == 0x16
                && text.at(at + 1) == 3
                && text.at(at + 2) <= 4
                && text.at(at + 3) <= 0x41;
    }

    private static boolean isAnyOf(String[] words, SourceText text, int from) {
        for (String word : words) {
            boolean whole = word.endsWith(" ") ? text.startsWith(word, from) : startsWord(text, from, word);
            if (whole) return true;
        }
        return false;
    }

    /** The text stands there, and the line or an escape ends or a blank follows. */
    private static boolean startsWord(SourceText text, int from, String word) {
        if (!text.startsWith(word, from)) return false;
        int end = from + word.length();
        return end == text.end() || text.at(end) <= ' ' || text.at(end) == '\\' || word.endsWith("/");
    }

    /** The offset after a tag, which has letters and a digit, and its space; -1 when there is none. */
    private static int tagEnd(SourceText text, int from) {
        int i = from;
        boolean digit = false;
        while (i < text.end() && i - from < 12 && (LineShape.isDigit(text.at(i)) || isLetter(text.at(i))))
            digit |= LineShape.isDigit(text.at(i++));
        return digit && i < text.end() && text.at(i) == ' ' ? i + 1 : -1;
    }

    private static boolean isLetter(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '.';
    }

    /** A host may be called so, and serve mail. */
    private static boolean mentionsFtp(SourceText text, int from) {
        int last = Math.min(text.end() - 3, from + LOOKED_AT);
        for (int i = from; i <= last; i++) {
            int after = i + 3 < text.end() ? text.at(i + 3) : ' ';
            if (text.startsWithIgnoringCase("ftp", i) && after != '.' && after != '-') return true;
        }
        return false;
    }

    private static boolean mentions(SourceText text, int from, String lower) {
        int last = Math.min(text.end() - lower.length(), from + LOOKED_AT);
        for (int i = from; i <= last; i++) if (text.startsWithIgnoringCase(lower, i)) return true;
        return false;
    }
}
