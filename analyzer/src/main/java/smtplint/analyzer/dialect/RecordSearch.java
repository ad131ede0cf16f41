package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.RecordForm.Field;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Looks for the fields of a structured log that hold what was said and who said it.
 *
 * @param text the name of the field with replies and commands
 * @param side the name of the field that has other values beside replies than beside commands
 * @param ofServer its values beside replies
 * @param ofClient its values beside commands
 * @param session the name of the field that tells sessions apart, "" when there is none
 * @param frame what stands behind a text that has no escapes
 */
record RecordSearch(
        RecordForm form,
        String text,
        String side,
        Set<String> ofServer,
        Set<String> ofClient,
        String session,
        TextFrame frame) {
    private static final int LINES = 500;
    private static final int MOST_VALUES = 3;

    /** What the names of fields that tell sessions apart contain, the surest first. */
    private static final List<String> SESSIONS =
            List.of("session", "sess", "conn", "sid", "cid", "channel", "stream", "trace", "thread", "pid", "id");

    /** How often replies and commands were met beside one value. */
    private static final class Votes {
        private int replies;
        private int commands;

        private void add(boolean reply) {
            if (reply) replies++;
            else commands++;
        }

        private int all() {
            return replies + commands;
        }

        private boolean isMixed() {
            return Math.min(replies, commands) * 3 > Math.max(replies, commands);
        }
    }

    static Optional<RecordSearch> in(Head head) {
        for (RecordForm form : RecordForm.values()) {
            Optional<RecordSearch> found = in(head, form);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static Optional<RecordSearch> in(Head head, RecordForm form) {
        List<SourceText> lines =
                head.lines().subList(0, Math.min(LINES, head.lines().size()));
        Map<String, Votes> texts = new LinkedHashMap<>();
        for (SourceText line : lines)
            for (Field field : form.fields(line))
                said(field.value(line))
                        .ifPresent(reply -> texts.computeIfAbsent(field.name(), n -> new Votes())
                                .add(reply));
        String text = "";
        int most = 0;
        for (Map.Entry<String, Votes> entry : texts.entrySet()) {
            Votes votes = entry.getValue();
            boolean both = votes.replies > 1 && votes.commands > 0;
            if (!both || votes.all() <= most) continue;
            text = entry.getKey();
            most = votes.all();
        }
        return most == 0 ? Optional.empty() : sides(lines, form, text);
    }

    /** Whether a value is a reply or a command, empty when it is neither. */
    private static Optional<Boolean> said(SourceText value) {
        if (LineShape.replyCode(value) > 0) return Optional.of(true);
        return MarkerSearch.isUsualCommand(value) ? Optional.of(false) : Optional.empty();
    }

    private static Optional<RecordSearch> sides(List<SourceText> lines, RecordForm form, String text) {
        Map<String, Map<String, Votes>> others = new LinkedHashMap<>();
        int spoken = 0;
        for (SourceText line : lines) {
            List<Field> fields = form.fields(line);
            Optional<Boolean> reply = find(fields, text).flatMap(field -> said(field.value(line)));
            if (reply.isEmpty()) continue;
            spoken++;
            for (Field field : fields)
                others.computeIfAbsent(field.name(), n -> new LinkedHashMap<>())
                        .computeIfAbsent(field.value(line).toString(), v -> new Votes())
                        .add(reply.get());
        }
        others.remove(text);
        for (Map.Entry<String, Map<String, Votes>> other : others.entrySet()) {
            if (!tellsSides(other.getValue(), spoken)) continue;
            Set<String> ofServer = valuesBeside(other.getValue(), true);
            Set<String> ofClient = valuesBeside(other.getValue(), false);
            RecordSearch plain = new RecordSearch(form, text, other.getKey(), ofServer, ofClient, "", TextFrame.NONE);
            return Optional.of(plain.completed(lines));
        }
        return Optional.empty();
    }

    /** True for a field that each line has, with few values, each of which stands beside replies or beside commands. */
    private static boolean tellsSides(Map<String, Votes> values, int spoken) {
        int told = values.values().stream().mapToInt(Votes::all).sum();
        int ofServer = valuesBeside(values, true).size();
        int ofClient = valuesBeside(values, false).size();
        boolean few = ofServer <= MOST_VALUES && ofClient <= MOST_VALUES;
        return told >= spoken
                && few
                && ofServer > 0
                && ofClient > 0
                && values.values().stream().noneMatch(Votes::isMixed);
    }

    private static Set<String> valuesBeside(Map<String, Votes> values, boolean replies) {
        Set<String> found = new LinkedHashSet<>();
        values.forEach((value, votes) -> {
            if (votes.replies > votes.commands == replies) found.add(value);
        });
        return found;
    }

    private RecordSearch completed(List<SourceText> lines) {
        List<SourceText> texts = new ArrayList<>();
        Map<String, List<Value>> values = new LinkedHashMap<>();
        for (SourceText line : lines) {
            Optional<Place> found = place(line);
            if (found.isEmpty()) continue;
            texts.add(found.get().text.value(line));
            for (Field field : form.fields(line))
                values.computeIfAbsent(field.name(), n -> new ArrayList<>())
                        .add(new Value(found.get().side, field.value(line).toString()));
        }
        TextFrame found = form.escapes() ? TextFrame.NONE : TextFrame.of(texts, (char) 0);
        return new RecordSearch(form, text, side, ofServer, ofClient, sessionsIn(values, texts.size()), found);
    }

    /** What a field held beside what a side said. */
    private record Value(Kind side, String text) {}

    /** The field that tells sessions apart, "" where none does. */
    private static String sessionsIn(Map<String, List<Value>> values, int lines) {
        for (String part : SESSIONS)
            for (Map.Entry<String, List<Value>> field : values.entrySet()) {
                boolean named = field.getKey().toLowerCase(Locale.ROOT).contains(part);
                if (named && field.getValue().size() == lines && comesAgain(field.getValue())) return field.getKey();
            }
        return "";
    }

    /** Names of sessions come again, and on both sides. */
    private static boolean comesAgain(List<Value> values) {
        Map<String, Set<Kind>> sides = new HashMap<>();
        for (Value value : values)
            sides.computeIfAbsent(value.text, v -> new HashSet<>()).add(value.side);
        long both = sides.values().stream().filter(s -> s.size() == 2).count();
        return both > 0 && (sides.size() - both) * 3 <= values.size();
    }

    /**
     * What was said in a line.
     *
     * @param session the name of its session
     */
    record Place(Kind side, Field text, String session) {}

    Optional<Place> place(SourceText line) {
        List<Field> fields = form.fields(line);
        Optional<Field> said = find(fields, text);
        Optional<String> who = find(fields, side).map(field -> field.value(line).toString());
        if (said.isEmpty() || who.isEmpty()) return Optional.empty();
        Optional<Kind> kind = ofServer.contains(who.get())
                ? Optional.of(Kind.SERVER)
                : ofClient.contains(who.get()) ? Optional.of(Kind.CLIENT) : Optional.empty();
        String name = session.isEmpty()
                ? ""
                : find(fields, session)
                        .map(field -> field.value(line).toString())
                        .orElse("");
        return kind.map(k -> new Place(k, said.get(), name));
    }

    private static Optional<Field> find(List<Field> fields, String name) {
        for (Field field : fields) if (field.name().equals(name)) return Optional.of(field);
        return Optional.empty();
    }

    /** The lines of the wire in what was said. */
    List<TranscriptLine> said(SourceText line, Place place, long time) {
        Field field = place.text;
        if (field.quoted() && form.escapes()) {
            QuotedLiteral literal = QuotedLiteral.read(line, field.from() - 1, true);
            if (!literal.text().isEmpty()) return literal.spoken(place.side, time, line);
        }
        SourceText value = field.quoted() ? ExchangeRow.unquoted(line, field.from(), field.to()) : field.value(line);
        return frame.lines(value).stream()
                .flatMap(text -> JoinedReply.lines(text).stream())
                .map(content -> TranscriptLine.said(place.side, content, LineEnding.UNKNOWN, time, line))
                .toList();
    }
}
