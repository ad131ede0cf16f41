package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/** How many cases of the suites the field readers understand as others do; the floor is what was reached. */
class FieldSuitesTest {
    private static final boolean LISTED = Boolean.getBoolean("smtplint.list");

    @Test
    void tellsValidAddressesFromInvalidOnes() {
        int right = 0;
        int all = 0;
        for (Map<String, Object> c : Suites.cases("addresses.jsonl")) {
            if (!(c.get("expected") instanceof Map<?, ?> expected) || !expected.containsKey("rfc5322_valid")) continue;
            String address = (String) c.get("address");
            if (address == null || address.indexOf('\r') >= 0 || address.indexOf('\n') >= 0) continue;
            all++;
            AddressList list = new AddressListReader().read(SourceText.of(" " + address));
            boolean valid = list.problems().isEmpty();
            if (valid == (Boolean) expected.get("rfc5322_valid")) right++;
            else report(address + " read as valid=" + valid);
        }
        assertThat(all).isGreaterThan(250);
        Suites.score("header addresses", right, all, all);
    }

    @Test
    void understandsDatesAsWritten() {
        int right = 0;
        int all = 0;
        for (Map<String, Object> c : Suites.cases("header-fields.jsonl")) {
            if (!"date".equals(c.get("field")) || !(c.get("expected") instanceof Map<?, ?> expected)) continue;
            if (!expected.containsKey("year")) continue;
            all++;
            String input = ((String) c.get("input")).strip();
            HeaderField.Moment moment = new DateTimeReader().read(SourceText.of(input));
            String value = moment.value()
                    .map(v -> v.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME))
                    .orElse("");
            if (value.startsWith(date(expected))) right++;
            else report(input + " read as " + value + ", wanted " + date(expected));
        }
        Suites.score("dates", right, all, all);
    }

    private static String date(Map<?, ?> e) {
        return String.format(
                "%04d-%02d-%02dT%02d:%02d:%02d",
                number(e, "year"),
                number(e, "month"),
                number(e, "day"),
                number(e, "hour"),
                number(e, "minute"),
                number(e, "second"));
    }

    private static int number(Map<?, ?> map, String key) {
        return ((Double) map.get(key)).intValue();
    }

    @Test
    void understandsTraceFieldsAsOthersDo() {
        int right = 0;
        int all = 0;
        int whole = 0;
        int fields = 0;
        Map<String, int[]> byClause = new LinkedHashMap<>();
        for (Map<String, Object> c : Suites.cases("received.jsonl")) {
            Map<String, String> wanted = wanted(c);
            if (wanted.isEmpty()) continue;
            fields++;
            Received got = received((String) c.get("received"));
            boolean good = true;
            for (Map.Entry<String, String> want : wanted.entrySet()) {
                boolean same = matches(want.getKey(), want.getValue(), got);
                int[] tally = byClause.computeIfAbsent(want.getKey(), k -> new int[2]);
                tally[1]++;
                all++;
                if (same) {
                    tally[0]++;
                    right++;
                } else report(want + " in " + c.get("received") + " read " + value(want.getKey(), got));
                good &= same;
            }
            if (good) whole++;
        }
        byClause.forEach((k, v) -> System.out.print(k + " " + v[0] + "/" + v[1] + " "));
        System.out.println();
        Suites.score("trace clauses", right, all, 937);
        Suites.score("trace fields with all clauses", whole, fields, 175);
    }

    private static Map<String, String> wanted(Map<String, Object> c) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (c.get("expected") instanceof Map<?, ?> e) {
            String[][] keys = {
                {"from", "from"},
                {"from_ip", "ip"},
                {"from_iprev", "rdns"},
                {"by", "by"},
                {"with", "with"},
                {"id", "id"},
                {"for_", "for"},
                {"helo", "helo"},
                {"ident", "ident"}
            };
            for (String[] key : keys) {
                Object value = e.get(key[0]);
                if (value instanceof Map<?, ?> host)
                    value = host.containsKey("Name") ? host.get("Name") : host.get("IpAddr");
                if (value instanceof String text && !text.isEmpty()) wanted.put(key[1], text);
            }
            if (e.get("date") instanceof Map<?, ?> d) wanted.put("date", date(d));
        } else if (c.get("expected") instanceof List<?> list) {
            for (Object item : list) {
                List<?> triple = (List<?>) item;
                boolean known =
                        List.of("from", "by", "with", "id", "for", "via").contains(triple.get(0));
                if (known && "eq".equals(triple.get(1))) wanted.put((String) triple.get(0), (String) triple.get(2));
            }
        }
        return wanted;
    }

    private static boolean matches(String clause, String want, Received got) {
        String value = value(clause, got);
        if (clause.equals("date")) return value.startsWith(want);
        if (clause.equals("helo") && value.isEmpty())
            return plain(value("from", got)).equals(plain(want));
        return plain(value).equals(plain(want));
    }

    private static String value(String clause, Received got) {
        if (clause.equals("ip"))
            return got.clientAddress().map(Object::toString).orElse("");
        Optional<Text> text = switch (clause) {
            case "from" -> got.from();
            case "rdns" -> got.reverseName();
            case "by" -> got.by();
            case "with" -> got.with();
            case "id" -> got.id();
            case "for" -> got.forPath();
            case "via" -> got.via();
            case "helo" -> got.helo();
            case "ident" -> got.ident();
            default -> Optional.empty();
        };
        if (clause.equals("date"))
            return got.time()
                    .flatMap(HeaderField.Moment::value)
                    .map(v -> v.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME))
                    .orElse("");
        return text.map(Text::value).orElse("");
    }

    private static String plain(String value) {
        String text = Ascii.lower(value.strip());
        int from = 0;
        int to = text.length();
        while (from < to && "<>[]".indexOf(text.charAt(from)) >= 0) from++;
        while (to > from && "<>[]".indexOf(text.charAt(to - 1)) >= 0) to--;
        String bare = text.substring(from, to);
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static Received received(String written) {
        String body = written.strip();
        if (body.regionMatches(true, 0, "Received:", 0, 9))
            body = body.substring(9).strip();
        String message = "Received: " + body.replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n\r\n";
        Message read = new MessageReader()
                .read(SourceText.of(message.getBytes(StandardCharsets.UTF_8)), Message.Context.STORED);
        List<HeaderField> fields = new ArrayList<>(read.header().all(FieldName.RECEIVED));
        assertThat(fields).as(written).isNotEmpty();
        return (Received) fields.get(0);
    }

    private static void report(String shortfall) {
        if (LISTED) System.out.println("   " + shortfall.replace("\n", "\\n"));
    }
}
