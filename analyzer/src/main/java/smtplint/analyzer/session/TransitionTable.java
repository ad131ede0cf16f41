package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Verb;

/**
 * Which state a reply leads to: one row an event, one column a class of replies. 421 leads to BYE whatever it answers
 * (RFC 5321 §3.8). A client goes by the first digit (RFC 5321 §4.3.2), and so does this table. {@code smtplint states}
 * prints it.
 */
public final class TransitionTable {
    /** "=" leaves the state as it is. READY is INIT where no hello was accepted yet. */
    private static final String TABLE = """
            event      2yz    3yz      4yz       5yz
            greeting   INIT   UNKNOWN  REFUSED   REFUSED
            HELO       READY  =        =         =
            EHLO       READY  =        =         =
            LHLO       READY  =        =         =
            STARTTLS   TLSH   =        =         =
            AUTH       READY  AUTHX    =         =
            *          READY  AUTHX    READY     READY
            MAIL       MAIL   =        =         =
            RCPT       RCPT   =        =         =
            DATA       =      CONTENT  =         =
            .          READY  READY    READY     READY
            BDAT       CHUNK  =        CHUNKBAD  CHUNKBAD
            BDAT_LAST  READY  =        CHUNKBAD  CHUNKBAD
            BURL       CHUNK  =        CHUNKBAD  CHUNKBAD
            BURL_LAST  READY  =        CHUNKBAD  CHUNKBAD
            RSET       READY  =        =         =
            NOOP       =      =        =         =
            HELP       =      =        =         =
            VRFY       =      =        =         =
            EXPN       =      =        =         =
            ETRN       =      =        =         =
            ATRN       SWAP   =        =         =
            TURN       SWAP   =        =         =
            QUIT       BYE    BYE      BYE       BYE
            XCLIENT    INIT   =        =         =
            XFORWARD   =      =        =         =
            """;

    private static final int CLASSES = 4;
    private static final Map<String, List<Optional<Phase>>> ROWS = new LinkedHashMap<>();

    static {
        TABLE.lines().skip(1).forEach(line -> {
            String[] cells = line.split(" +");
            List<Optional<Phase>> row = new ArrayList<>(CLASSES);
            for (int i = 1; i <= CLASSES; i++)
                row.add(cells[i].equals("=") ? Optional.empty() : Optional.of(Phase.valueOf(cells[i])));
            ROWS.put(cells[0], List.copyOf(row));
        });
    }

    private TransitionTable() {}

    /** The events that have a row. */
    public static List<String> events() {
        return List.copyOf(ROWS.keySet());
    }

    /** The state after a reply with this code; empty where it stays as it was, as after a code that is none. */
    public static Optional<Phase> next(String event, int code) {
        if (code == 421) return Optional.of(Phase.BYE);
        int replyClass = code / 100 - 2;
        List<Optional<Phase>> row = ROWS.get(event);
        if (row == null || replyClass < 0 || replyClass >= CLASSES) return Optional.empty();
        return row.get(replyClass);
    }

    /** The row of a command: its verb, "." for the end of mail data, "*" for a step of AUTH; "" for what is none. */
    static String event(Command command) {
        if (command instanceof Command.Unknown) return "";
        if (command instanceof Command.Bdat bdat && bdat.last()) return "BDAT_LAST";
        if (command.is(Verb.BURL) && isLast(command)) return "BURL_LAST";
        return command.verb().upper();
    }

    /** "BURL" SP absolute-URI [SP "LAST"] (RFC 4468). */
    private static boolean isLast(Command command) {
        String argument = command.argument().value().stripTrailing();
        int space = argument.lastIndexOf(' ');
        return space > 0 && argument.substring(space + 1).equalsIgnoreCase("LAST");
    }
}
