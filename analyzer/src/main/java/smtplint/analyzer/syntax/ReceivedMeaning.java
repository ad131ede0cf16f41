package smtplint.analyzer.syntax;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.HeaderField.Moment;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.Received.Software;
import smtplint.analyzer.model.Text;
import smtplint.grammar.Received;

/** What the clauses and comments of one Received field mean together: some programs give the same words other places. */
final class ReceivedMeaning {
    /** Keywords of RFC 3848 and RFC 6531 §4.3 for an authenticated client, Exim's and IceWarp's older one, and web mail. */
    private static final Set<String> AUTHENTICATED = Set.of(
            "ESMTPA",
            "ESMTPSA",
            "LMTPA",
            "LMTPSA",
            "UTF8SMTPA",
            "UTF8SMTPSA",
            "UTF8LMTPA",
            "UTF8LMTPSA",
            "SMTPA",
            "SMTPSA",
            "ASMTP",
            "HTTP",
            "HTTPU");

    private static final Set<String> LOCAL = Set.of("LOCAL", "STDIO", "MAPI", "PIPE");

    private final ReceivedComments comments;
    private final Optional<Text>[] clauses;
    private final Optional<Moment> time;

    ReceivedMeaning(ReceivedComments comments, Optional<Text>[] clauses, Optional<Moment> time) {
        this.comments = comments;
        this.clauses = clauses;
        this.time = time;
    }

    Optional<Text> from() {
        return clauses[Received.FROM].or(comments::handedOverBy);
    }

    Optional<Text> address() {
        return comments.client().address().or(() -> from().flatMap(ReceivedMeaning::address));
    }

    private static Optional<Text> address(Text from) {
        String value = from.value();
        boolean literal = value.startsWith("[") && value.endsWith("]");
        String inside = literal ? value.substring(1, value.length() - 1) : value;
        String address = ReceivedPeer.address(inside);
        return address.isEmpty() ? Optional.empty() : Optional.of(new Text(address, from.span()));
    }

    boolean isLocalHandoff() {
        return comments.isLocalHandoff()
                || clauses[Received.WITH]
                        .filter(with -> LOCAL.contains(with.upper()))
                        .isPresent();
    }

    Optional<Text> auth() {
        return comments.auth().or(this::authProtocol);
    }

    private Optional<Text> authProtocol() {
        return clauses[Received.WITH]
                .or(() -> clauses[Received.VIA])
                .filter(protocol -> AUTHENTICATED.contains(protocol.upper()));
    }

    /**
     * The name in the comment; or the one behind "from" where the program puts the name by the DNS there and what the
     * client called itself, when it differs, into the comment.
     */
    Optional<Text> reverseName() {
        Optional<Text> name = comments.client().name();
        if (name.isPresent() || isLocalHandoff()) return name;
        boolean named = comments.helo().isPresent() || software() == Software.EXIM || software() == Software.QMAIL;
        boolean verified = named && comments.client().address().isPresent();
        return verified ? from().filter(from -> ReceivedPeer.isHostName(from.value(), false)) : name;
    }

    Software software() {
        if (comments.software() != Software.UNKNOWN) return comments.software();
        Optional<Text> id = clauses[Received.ID];
        if (id.isPresent()) return isEximId(id.get().value()) ? Software.EXIM : Software.UNKNOWN;
        return isOfQmail() ? Software.QMAIL : Software.UNKNOWN;
    }

    /** "1Gxabc-0004De-7b" and, since 4.97, "1rAbcd-00000004Def-2HiJ" */
    private static boolean isEximId(String id) {
        boolean old = id.length() == 16 && id.charAt(6) == '-' && id.charAt(13) == '-';
        boolean recent = id.length() == 23 && id.charAt(6) == '-' && id.charAt(18) == '-';
        if (!old && !recent) return false;
        for (int i = 0; i < id.length(); i++)
            if (id.charAt(i) != '-' && !Ascii.isLetterOrDigit(id.charAt(i))) return false;
        return true;
    }

    /** qmail gives no name of its own, but a date without a day name and the zone -0000: "22 Nov 2026 10:00:05 -0000". */
    private boolean isOfQmail() {
        boolean smtp = clauses[Received.WITH]
                .filter(with -> with.is("SMTP") || with.is("ESMTP"))
                .isPresent();
        if (!smtp || time.isEmpty() || clauses[Received.BY].isEmpty()) return false;
        Moment moment = time.get();
        boolean utc = moment.zone().filter(zone -> zone.value().equals("-0000")).isPresent()
                && moment.value()
                        .filter(v -> v.getOffset().equals(ZoneOffset.UTC))
                        .isPresent();
        return utc
                && !moment.hasDayName()
                && !HostNames.isAddress(clauses[Received.BY].get().value());
    }
}
