package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Verb;

/**
 * Which command is allowed in which state: one row a verb, one column a state. The table below is the data itself;
 * {@code smtplint states} prints it. RFC 5321 §4.1.4, RFC 3207 §4, RFC 3030 §2, RFC 1985 §5, RFC 4954 §4.
 */
public final class StateTable {
    private static final String TABLE = """
            verb      CONN  REFUSED  INIT  READY  MAIL  RCPT  CHUNK  CHUNKBAD  AUTHX  CONTENT  FINAL  TLSH  SWAP  BYE
            HELO      N1    N        A     A      R     R     R      R         X      X        X      X     X     X
            EHLO      N1    N        A     A      R     R     R      R         X      X        X      X     X     X
            LHLO      N1    N        A     A      R     R     R      R         X      X        X      X     X     X
            STARTTLS  N1    N        N2    A      N     N     N      N         X      X        X      X     X     X
            AUTH      N1    N        N2    A      N     N     N      N         X      X        X      X     X     X
            *         X     X        X     X      X     X     X      X         A      X        X      X     X     X
            MAIL      N1    N        N2    A      N     N     N      N         X      X        X      X     X     X
            RCPT      N1    N        N2    N      A     A     N      N         X      X        X      X     X     X
            DATA      N1    N        N2    N      N     A     N      N         X      X        X      X     X     X
            BDAT      N1    N        N2    N      N     A     A      N         X      X        X      X     X     X
            BURL      N1    N        N2    N      N     A     A      N         X      X        X      X     X     X
            RSET      A3    N        A     A      R     R     R      R         X      X        X      X     X     X
            NOOP      A3    N        A     A      A     A     A      A         X      X        X      X     X     X
            HELP      A3    N        A     A      A     A     A      A         X      X        X      X     X     X
            VRFY      A3    N        A     A      A     A     A      A         X      X        X      X     X     X
            EXPN      A3    N        A     A      A     A     A      A         X      X        X      X     X     X
            ETRN      N1    N        N2    A      N     N     N      N         X      X        X      X     X     X
            ATRN      N1    N        N2    A      N     N     N      N         X      X        X      X     X     X
            TURN      N1    N        N2    A      N     N     N      N         X      X        X      X     X     X
            QUIT      A3    A        A     A      A     A     A      A         X      X        X      X     X     X
            XCLIENT   N1    N        A     A      N     N     N      N         X      X        X      X     X     X
            XFORWARD  N1    N        A     A      N     N     N      N         X      X        X      X     X     X
            """;

    /** What an allowed cell of the table needs besides. */
    private static final String CONDITIONS = """
            HELO      not on an LMTP channel
            EHLO      not on an LMTP channel
            LHLO      on an LMTP channel only
            STARTTLS  offered, and TLS not active
            AUTH      offered, and no AUTH has succeeded
            DATA      not after BODY=BINARYMIME
            BDAT      CHUNKING offered
            BURL      offered
            ETRN      offered
            ATRN      offered, and authenticated
            TURN      authenticated
            XCLIENT   offered
            XFORWARD  offered
            """;

    private static final List<Phase> COLUMNS = new ArrayList<>();
    private static final Map<String, Map<Phase, Verdict>> ROWS = new LinkedHashMap<>();
    private static final Map<String, String> NEEDS = new LinkedHashMap<>();

    static {
        List<String> lines = TABLE.lines().toList();
        String[] head = lines.get(0).split(" +");
        for (int i = 1; i < head.length; i++) COLUMNS.add(Phase.valueOf(head[i]));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +");
            Map<Phase, Verdict> row = new EnumMap<>(Phase.class);
            for (int i = 1; i < cells.length; i++) row.put(COLUMNS.get(i - 1), Verdict.of(cells[i]));
            ROWS.put(cells[0], row);
        }
        CONDITIONS.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            NEEDS.put(line.substring(0, blank), line.substring(blank).strip());
        });
    }

    private StateTable() {}

    public static Verdict verdict(Verb verb, Phase phase) {
        return verdict(verb.name(), phase);
    }

    /** @param event a verb, or "*" for a step of AUTH */
    public static Verdict verdict(String event, Phase phase) {
        return ROWS.getOrDefault(event, Map.of()).getOrDefault(phase, Verdict.UNJUDGED);
    }

    /** What the command needs besides the state, "" for nothing. */
    public static String condition(String event) {
        return NEEDS.getOrDefault(event, "");
    }

    /** The states that have a column, in the order of a session. In UNKNOWN, which has none, no order is judged. */
    public static List<Phase> phases() {
        return List.copyOf(COLUMNS);
    }

    /** The verbs that have a row, and "*". */
    public static List<String> events() {
        return List.copyOf(ROWS.keySet());
    }
}
