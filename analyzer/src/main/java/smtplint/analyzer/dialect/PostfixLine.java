package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/**
 * A line of the log of one of Postfix's SMTP programs.
 *
 * @param server it is smtpd, which logs what it sends with {@code >}; smtp and lmtp do so too, and are clients
 */
record PostfixLine(SyslogLine syslog, boolean server) {
    private static final String[] VERBOSE = {
        "dict_",
        "mac_",
        "match_",
        "send attr ",
        "name_mask: ",
        "input attribute ",
        "> ",
        "< ",
        ">>> ",
        "<<< ",
        "been_here: ",
        "xsasl_",
        "smtpd_",
        "check_",
        "generic_checks: ",
        "watchdog_",
        "rewrite_",
        "vstream_",
        "smtp_",
        "auto_clnt_"
    };

    static Optional<PostfixLine> read(SourceText line) {
        Optional<SyslogLine> syslog = SyslogLine.read(line);
        if (syslog.isEmpty()
                || !syslog.get()
                        .program()
                        .startsWith("postfix", syslog.get().program().start())) return Optional.empty();
        boolean server = syslog.get().isOf("smtpd");
        boolean client = !server && (syslog.get().isOf("smtp") || syslog.get().isOf("lmtp"));
        return server || client ? Optional.of(new PostfixLine(syslog.get(), server)) : Optional.empty();
    }

    SourceText text() {
        return syslog.text();
    }

    String key() {
        return syslog.pid().toString();
    }

    boolean says(String start) {
        return text().startsWith(start, text().start());
    }

    /** What only the verbose log has. */
    boolean isVerbose() {
        for (String start : VERBOSE) if (says(start)) return true;
        return false;
    }

    /** {@code > name[address]: text} or, of a client, {@code > name[address]:port: text}. */
    Optional<Mark> mark() {
        if (!says("> ") && !says("< ")) return Optional.empty();
        int bracket = text().indexOf(']', text().start());
        if (bracket < 0) return Optional.empty();
        int i = bracket + 1;
        if (i < text().end() && text().at(i) == ':' && LineShape.number(text(), i + 1) >= 0) {
            i++;
            while (i < text().end() && LineShape.isDigit(text().at(i))) i++;
        }
        if (i >= text().end() || text().at(i) != ':') return Optional.empty();
        boolean sent = says(">");
        return Optional.of(Mark.behind(sent == server ? Kind.SERVER : Kind.CLIENT, text(), i + 1));
    }

    /** The address in the first brackets of the text. */
    Optional<String> address() {
        int open = text().indexOf('[', text().start());
        int close = open < 0 ? -1 : text().indexOf(']', open);
        return close < 0 ? Optional.empty() : Optional.of(text().string(open + 1, close));
    }
}
