package smtplint.analyzer.lint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.SourceText;

/**
 * What a program printed of a session, beside what crossed the wire. Three things must hold: nothing is found in the
 * recording that the wire does not show (INVENTED); what the wire shows and the recording claims to preserve is found in
 * it too (MISSED); and commands and replies are those of the wire, in their order (MISREAD).
 */
final class Twins {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-23T12:00:00Z")));

    /** What is said of the recording itself is no matter of the wire. */
    private static final Set<String> OF_THE_RECORDING =
            Set.of("framing/dialect-doubtful", "framing/transcript-gap", "security/credentials-readable-in-transcript");

    private static final Set<Evidence> BOTH_SIDES = Set.of(Evidence.LINES, Evidence.BOTH);

    /** One thing in which a recording and its wire differ. */
    record Difference(String kind, String rule, String what) {
        @Override
        public String toString() {
            return kind + " " + rule + " " + what;
        }
    }

    private final Report recording;
    private final Report wire;
    private final List<Difference> differences = new ArrayList<>();

    private Twins(Report recording, Report wire) {
        this.recording = recording;
        this.wire = wire;
    }

    static Report read(byte[] bytes, String name) {
        return LINTER.check(SourceText.of(bytes), name);
    }

    static List<Difference> compare(Report recording, Report wire) {
        Twins twins = new Twins(recording, wire);
        twins.compare();
        return twins.differences;
    }

    private void compare() {
        int shown = compareExchanges();
        List<String> onTheWire =
                new ArrayList<>(wire.findings().stream().map(Twins::key).toList());
        for (Finding finding : recording.findings())
            if (!onTheWire.remove(key(finding)) && !neverCompared(finding))
                differences.add(new Difference("INVENTED", finding.rule().id(), inWords(finding, recording)));
        List<String> recorded =
                new ArrayList<>(recording.findings().stream().map(Twins::key).toList());
        for (Finding finding : wire.findings())
            if (!recorded.remove(key(finding)) && finding.span().start() < shown && mustBeFound(finding))
                differences.add(new Difference("MISSED", finding.rule().id(), inWords(finding, wire)));
    }

    private boolean mustBeFound(Finding finding) {
        boolean bothShown =
                recording.sessions().stream().allMatch(s -> s.evidence().containsAll(BOTH_SIDES));
        return bothShown
                && !OF_THE_RECORDING.contains(finding.rule().id())
                && finding.rule().isSatisfiedBy(evidence(finding));
    }

    /** Times are the recording's own: the wire has none. How sure a dialect is, is no matter of the wire either. */
    private static boolean neverCompared(Finding finding) {
        if (OF_THE_RECORDING.contains(finding.rule().id())) return true;
        return finding.rule().needs().stream().allMatch(needed -> needed.contains(Evidence.TIME));
    }

    private static String key(Finding finding) {
        return finding.rule().id() + " " + finding.side() + " " + finding.message();
    }

    private static String inWords(Finding finding, Report report) {
        LineIndex lines = new LineIndex(report.source());
        return finding.severity() + " at " + lines.line(finding.span().start()) + " " + finding.selector() + ": "
                + finding.message();
    }

    /** What the recording preserves of the session that the wire's finding is about. */
    private Set<Evidence> evidence(Finding finding) {
        for (Session session : recording.sessions())
            if (finding.selector().startsWith("session[" + session.number() + "]")) return session.evidence();
        Set<Evidence> all = EnumSet.noneOf(Evidence.class);
        recording.sessions().forEach(session -> all.addAll(session.evidence()));
        return all;
    }

    /** Returns how much of the wire the recording shows: up to there findings must be the same. */
    private int compareExchanges() {
        if (recording.sessions().stream().anyMatch(s -> !s.evidence().containsAll(BOTH_SIDES)))
            return Integer.MAX_VALUE;
        List<Shown> read = exchanges(recording);
        List<Shown> sent = exchanges(wire);
        int same = 0;
        while (same < Math.min(read.size(), sent.size()) && read.get(same).text.equals(sent.get(same).text)) same++;
        if (same == read.size() && same == sent.size()) return Integer.MAX_VALUE;
        if (same == sent.size() && isWithoutReply(read.subList(same, read.size()))) return Integer.MAX_VALUE;
        int shown = same < sent.size() ? sent.get(same).start : Integer.MAX_VALUE;
        if (same == read.size() && mayEndEarly(sent.get(same).text)) return shown;
        if (lacksRepliesOnly(read, sent, same)) return shown;
        String was = same < sent.size() ? sent.get(same).text : "nothing";
        String is = same < read.size() ? read.get(same).text : "nothing";
        differences.add(
                new Difference("MISREAD", "exchange", same + " of " + sent.size() + ": " + was + " READ AS " + is));
        return shown;
    }

    /** A program prints what it says to somebody who is gone. */
    private static boolean isWithoutReply(List<Shown> exchanges) {
        return exchanges.stream().noneMatch(exchange -> exchange.text.contains(" | "));
    }

    /** A program that gives up reads no more replies. */
    private static boolean lacksRepliesOnly(List<Shown> read, List<Shown> sent, int from) {
        for (int i = from; i < read.size(); i++)
            if (i >= sent.size() || !sent.get(i).text.startsWith(read.get(i).text)) return false;
        return from < read.size();
    }

    private record Shown(String text, int start) {}

    /** Where its end is not the session's, a recording may lack the last exchanges; what a program never read it can't print. */
    private boolean mayEndEarly(String missing) {
        return missing.startsWith(" | ")
                || recording.sessions().stream().noneMatch(s -> s.evidence().contains(Evidence.END));
    }

    private static List<Shown> exchanges(Report report) {
        List<Shown> all = new ArrayList<>();
        for (Session session : report.sessions()) {
            all.add(new Shown("session", session.span().start()));
            for (Exchange exchange : session.exchanges())
                all.add(new Shown(inWords(exchange), exchange.span().start()));
        }
        return all;
    }

    private static String inWords(Exchange exchange) {
        String command = exchange.command()
                .map(c -> c.line().hidden() || c instanceof Command.Auth || c instanceof Command.AuthResponse
                        ? ""
                        : " " + plain(c.line().text().value()))
                .orElse("");
        String verb = exchange.verb();
        return verb
                + (command.length() > 1 && !verb.equals(".") && !verb.equals("*") ? command : "")
                + exchange.replies().stream().map(Twins::inWords).collect(Collectors.joining());
    }

    private static String inWords(Reply reply) {
        return " | "
                + reply.lines().stream()
                        .map(line -> line.code()
                                + (line.separator() == '-' ? "-" : " ")
                                + plain(line.text().value()))
                        .collect(Collectors.joining(" / "));
    }

    /** Programs show control octets as they like. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.chars().filter(c -> c > ' ' && c < 127 && c != '.' && c != '?').forEach(c -> plain.append((char) c));
        return plain.toString();
    }
}
