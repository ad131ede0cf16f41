package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.RuleFamily;

/** Date and Resent-Date: RFC 5322 §3.3, §3.6.1, §4.3. */
public final class DateRules extends RuleFamily {

    public DateRules() {
        super("header-syntax");

        rule("date-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.3")
                .says("%s is no date-time: expected %s")
                .because("Programs sort and filter by this date; each makes something else of a date they can't read.")
                .badMessage(dated("2026-11-22 10:00:00", "^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(good())
                .where(Trait.MALFORMED)
                .on(HeaderField.DateTime.class, (field, findings) -> {
                    HeaderField.Moment moment = field.moment();
                    if (!moment.impossible())
                        moment.problem()
                                .ifPresent(p ->
                                        findings.at(moment.span(), field.name().value(), p.expected()));
                });

        rule("date-impossible")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.3")
                .says("There is no such day or time")
                .because("The numbers of a date-time must be those of a day and time that exist.")
                .badMessage(dated("Sun, 31 Feb 2026 10:00:00 +0000", "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(good())
                .where(Trait.MALFORMED)
                .on(HeaderField.DateTime.class, (field, findings) -> {
                    HeaderField.Moment moment = field.moment();
                    if (moment.impossible() && !zoneOutOfRange(moment)) findings.at(moment.span());
                });

        rule("date-zone-out-of-range")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.3")
                .says("The zone %s has more than 59 minutes")
                .because("The last two digits of the offset MUST be minutes, 00 to 59.")
                .badMessage(dated("Sun, 22 Nov 2026 10:00:00 +0099", "                          ^^^^^"))
                .goodMessage(good())
                .on(
                        HeaderField.DateTime.class,
                        (field, findings) -> field.moment().zone().ifPresent(zone -> {
                            if (zoneOutOfRange(field.moment())) findings.at(zone.span(), zone.value());
                        }));

        rule("date-zone-implausible")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "3.3")
                .says("No place on Earth has the offset %s")
                .because(
                        "Offsets run from -1200 to +1400; the moment is understood, but the clock or program is wrong.")
                .badMessage(dated("Sun, 22 Nov 2026 10:00:00 +1500", "                          ^^^^^"))
                .goodMessage(good())
                .on(
                        HeaderField.DateTime.class,
                        (field, findings) -> field.moment().zone().ifPresent(zone -> {
                            int minutes = minutes(zone.value());
                            boolean far = minutes < -12 * 60 || minutes > 14 * 60;
                            if (far && !zoneOutOfRange(field.moment())) findings.at(zone.span(), zone.value());
                        }));

        rule("date-weekday-wrong")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.3")
                .says("The date is no %s")
                .because("The day name MUST be that of the date; a wrong one is a mark of dates made by hand.")
                .badMessage(dated("Mon, 22 Nov 2026 10:00:00 +0000", "^^^"))
                .goodMessage(good())
                .where(Trait.IRREGULAR)
                .on(
                        HeaderField.DateTime.class,
                        (field, findings) ->
                                field.moment().wrongDayOfWeek().ifPresent(day -> findings.at(day.span(), day.value())));

        rule("date-zone-named")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "4.3")
                .says("The zone \"%s\" is obsolete syntax")
                .because(
                        "Zones are written as offsets, +0000 for GMT; the names are understood but must not be generated.")
                .badMessage(dated("Sun, 22 Nov 2026 10:00:00 GMT", "                          ^^^"))
                .goodMessage(good())
                .where(Trait.IRREGULAR)
                .on(
                        HeaderField.DateTime.class,
                        (field, findings) ->
                                field.moment().namedZone().ifPresent(zone -> findings.at(zone.span(), zone.value())));

        rule("date-two-digit-year")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "4.3")
                .says("The year \"%s\" is obsolete syntax")
                .because("Years have four digits; readers must guess the century of shorter ones.")
                .badMessage(dated("Sun, 22 Nov 26 10:00:00 +0000", "            ^^"))
                .goodMessage(good())
                .where(Trait.IRREGULAR)
                .on(
                        HeaderField.DateTime.class,
                        (field, findings) ->
                                field.moment().shortYear().ifPresent(year -> findings.at(year.span(), year.value())));
    }

    private static boolean zoneOutOfRange(HeaderField.Moment moment) {
        return moment.zone()
                .filter(zone -> zone.value().length() == 5 && zone.value().charAt(3) > '5')
                .filter(zone -> zone.value().charAt(0) == '+' || zone.value().charAt(0) == '-')
                .isPresent();
    }

    /** Minutes of a numeric offset, 0 for a name. */
    private static int minutes(String zone) {
        if (zone.length() != 5 || !smtplint.analyzer.model.Ascii.isDigits(zone.substring(1))) return 0;
        int minutes = Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(3));
        return zone.charAt(0) == '-' ? -minutes : minutes;
    }

    private static String dated(String date, String carets) {
        return "Date: " + date + "\n      " + carets
                + "\nFrom: alice@example.com\nMessage-ID: <1@client.example.com>\n\nHello.\n";
    }

    private static String good() {
        return "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: alice@example.com\nMessage-ID: <1@client.example.com>\n\nHello.\n";
    }
}
