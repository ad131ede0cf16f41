package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import smtplint.analyzer.model.Exchange;

/**
 * Which reply codes a command may get (RFC 5321 §4.3.2 and the extensions' own RFCs): the row of PROTOCOL.md for each
 * command, as data. {@code smtplint states} prints it.
 */
public final class ReplyTable {
    /** Codes that any command may get: RFC 5321 §4.3.2, and 530 by policy: RFC 4954 §6, RFC 3207 §4. */
    private static final List<Integer> ANY = List.of(421, 500, 501, 502, 503, 530, 554);

    private static final String TABLE = """
            event      | success     | listed                                  | seen                    | source
            greeting   | 220         | 554 521 421                             | 450 550                 | RFC 5321 §4.3.2; RFC 7504
            EHLO       | 250         | 504 550 502 500 501                     | 503 554 450             | RFC 5321 §4.3.2, §4.1.4
            LHLO       | 250         | 504 550 502 500 501                     | 503 554 450             | RFC 2033 §4.1
            HELO       | 250         | 504 550                                 | 502 450                 | RFC 5321 §4.3.2
            MAIL       | 250         | 552 451 452 550 553 503 455 555 501 504 | 554 450 530 535         | RFC 5321 §4.3.2; RFC 1870 §6.1
            RCPT       | 250 251     | 550 551 552 553 450 451 452 503 455 555 556 501 | 554 530 521     | RFC 5321 §4.3.2; RFC 7504
            DATA       | 354         | 503 554                                 | 451 450 550 530         | RFC 5321 §4.3.2
            .          | 250         | 552 554 451 452 450 550                 | 421 571                 | RFC 5321 §4.3.2
            BDAT       | 250         | 503 554 501 452 552 451 550 450         | 551 521 504             | RFC 3030 §2
            RSET       | 250         | 421 501                                 |                         | RFC 5321 §4.3.2
            VRFY       | 250 251 252 | 550 551 553 502 504                     | 450                     | RFC 5321 §4.3.2
            EXPN       | 250 252     | 550 500 502 504                         |                         | RFC 5321 §4.3.2
            HELP       | 211 214     | 502 504                                 | 250                     | RFC 5321 §4.3.2
            NOOP       | 250         | 421                                     |                         | RFC 5321 §4.3.2
            QUIT       | 221         |                                         | 250                     | RFC 5321 §4.3.2
            STARTTLS   | 220         | 501 454                                 | 502 503 554 500 550     | RFC 3207 §4
            AUTH       | 235 334     | 432 454 500 501 503 504 534 535 538 525 | 435 550 553 554         | RFC 4954
            *          | 235 334     | 432 454 500 501 503 504 534 535 538 525 | 435 550 553 554         | RFC 4954
            ETRN       | 250 251 252 253 | 458 459 500 501                     | 502 503 530 550         | RFC 1985 §5.1
            ATRN       | 250         | 450 451 453 502 530                     |                         | RFC 2645
            TURN       | 250         | 502 503 500                             |                         | RFC 821
            BURL       | 250         | 501 503 554 451 452 552                 |                         | RFC 4468
            XCLIENT    | 220         | 421 501 503 550                         |                         | Postfix XCLIENT_README
            XFORWARD   | 250         | 421 501 503                             |                         | Postfix XFORWARD_README
            """;

    /**
     * One row.
     *
     * @param success positive or intermediate codes
     * @param listed error codes that an RFC lists for it
     * @param seen codes that widely used servers send all the same
     */
    public record Row(String event, List<Integer> success, List<Integer> listed, List<Integer> seen, String source) {}

    /** How a code stands to a command. */
    public enum Standing {
        LISTED,
        /** No RFC lists it, widely used servers send it. */
        SEEN,
        UNLISTED
    }

    private static final Map<String, Row> ROWS = new LinkedHashMap<>();

    static {
        TABLE.lines().skip(1).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            Row row = new Row(cells[0].strip(), codes(cells[1]), codes(cells[2]), codes(cells[3]), cells[4].strip());
            ROWS.put(row.event(), row);
        });
    }

    private ReplyTable() {}

    private static List<Integer> codes(String cell) {
        List<Integer> codes = new ArrayList<>();
        for (String word : cell.strip().split(" +")) if (!word.isEmpty()) codes.add(Integer.valueOf(word));
        return List.copyOf(codes);
    }

    public static List<Row> rows() {
        return List.copyOf(ROWS.values());
    }

    /** The row of an exchange; empty for verbs that have none and for replies that answer nothing. */
    public static Optional<Row> row(Exchange exchange) {
        return Optional.ofNullable(ROWS.get(exchange.isGreeting() ? "greeting" : exchange.verb()));
    }

    public static Standing standing(Row row, int code) {
        // RFC 5321 §3.8: at any time, to any command.
        if (code == 421) return Standing.LISTED;
        if (row.success().contains(code) || row.listed().contains(code)) return Standing.LISTED;
        if (row.seen().contains(code)) return Standing.SEEN;
        boolean anywhere = !row.event().equals("greeting") && ANY.contains(code);
        return anywhere ? Standing.LISTED : Standing.UNLISTED;
    }

    /** Codes of the registry of RFC 5248 §2.4 and of PRDR that no row lists. */
    private static final List<Integer> ELSEWHERE = List.of(353, 422, 430, 521, 523, 524, 525, 533, 556);

    private static final TreeSet<Integer> KNOWN = knownCodes();

    /** True when some RFC, or a row of the table, has the code, and its form is that of RFC 5321 §4.2. */
    public static boolean knows(int code) {
        return code / 10 % 10 <= 5 && (KNOWN.contains(code) || ELSEWHERE.contains(code));
    }

    /** Every code that some row or the list for all commands knows. */
    public static TreeSet<Integer> knownCodes() {
        TreeSet<Integer> codes = new TreeSet<>(ANY);
        ROWS.values().forEach(row -> {
            codes.addAll(row.success());
            codes.addAll(row.listed());
            codes.addAll(row.seen());
        });
        return codes;
    }
}
