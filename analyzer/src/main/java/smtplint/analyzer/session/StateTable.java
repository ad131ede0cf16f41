package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.EnumMap;
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
            verb      CONN  INIT  READY  MAIL  RCPT  CHUNK  CHUNKBAD  AUTHX  CONTENT
            HELO      N1    A     A      R     R     R      R         X      X
            EHLO      N1    A     A      R     R     R      R         X      X
            LHLO      N1    A     A      R     R     R      R         X      X
            STARTTLS  N1    N2    A      N     N     N      N         X      X
            AUTH      N1    N2    A      N     N     N      N         X      X
            MAIL      N1    N2    A      N     N     N      N         X      X
            RCPT      N1    N2    N      A     A     N      N         X      X
            DATA      N1    N2    N      N     A     N      N         X      X
            BDAT      N1    N2    N      N     A     A      N         X      X
            BURL      N1    N2    N      N     A     A      N         X      X
            RSET      A3    A     A      R     R     R      R         X      X
            NOOP      A3    A     A      A     A     A      A         X      X
            HELP      A3    A     A      A     A     A      A         X      X
            VRFY      A3    A     A      A     A     A      A         X      X
            EXPN      A3    A     A      A     A     A      A         X      X
            ETRN      N1    N2    A      N     N     N      N         X      X
            ATRN      N1    N2    A      N     N     N      N         X      X
            TURN      N1    N2    A      N     N     N      N         X      X
            QUIT      A3    A     A      A     A     A      A         X      X
            XCLIENT   N1    A     A      N     N     N      N         X      X
            XFORWARD  N1    N2    A      N     N     N      N         X      X
            """;

    private static final List<Phase> COLUMNS = new ArrayList<>();
    private static final Map<Verb, Map<Phase, Verdict>> ROWS = new EnumMap<>(Verb.class);

    static {
        List<String> lines = TABLE.lines().toList();
        String[] head = lines.get(0).split(" +");
        for (int i = 1; i < head.length; i++) COLUMNS.add(Phase.valueOf(head[i]));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +");
            Map<Phase, Verdict> row = new EnumMap<>(Phase.class);
            for (int i = 1; i < cells.length; i++) row.put(COLUMNS.get(i - 1), Verdict.of(cells[i]));
            ROWS.put(Verb.valueOf(cells[0]), row);
        }
    }

    private StateTable() {}

    public static Verdict verdict(Verb verb, Phase phase) {
        return ROWS.getOrDefault(verb, Map.of()).getOrDefault(phase, Verdict.UNJUDGED);
    }

    /** The states that have a column, in the order of a session. */
    public static List<Phase> phases() {
        return List.copyOf(COLUMNS);
    }

    /** The verbs that have a row. */
    public static List<Verb> verbs() {
        return List.copyOf(ROWS.keySet());
    }
}
