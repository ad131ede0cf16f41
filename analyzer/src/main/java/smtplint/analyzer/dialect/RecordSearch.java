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
            if (!both || votes.replies + votes.commands <= most) continue;
            text = entry.getKey();
            most = votes.replies + votes.commands;
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
        for (Map.Entry<String, Map<String, Votes>> other : others.entrySet()) {
            Set<String> ofServer = new LinkedHashSet<>();
            Set<String> ofClient = new LinkedHashSet<>();
            int told = 0;
            boolean mixed = false;
            for (Map.Entry<String, Votes> value : other.getValue().entrySet()) {
                Votes votes = value.getValue();
                (votes.replies > votes.commands ? ofServer : ofClient).add(value.getKey());
                told += votes.replies + votes.commands;
                mixed |= votes.isMixed();
            }
            boolean few = ofServer.size() <= MOST_VALUES && ofClient.size() <= MOST_VALUES;
            boolean both = !ofServer.isEmpty() && !ofClient.isEmpty();
            if (mixed || !few || !both || told < spoken || other.getKey().equals(text)) continue;
            RecordSearch plain = new RecordSearch(form, text, other.getKey(), ofServer, ofClient, "", TextFrame.NONE);
            return Optional.of(plain.completed(lines));
        }
        return Optional.empty();
    }

    private RecordSearch completed(List<SourceText> lines) {
        List<SourceText> texts = new ArrayList<>();
        Map<String, List<Place>> values = new LinkedHashMap<>();
        for (SourceText line : lines) {
            Optional<Place> found = place(line);
            if (found.isEmpty()) continue;
            texts.add(found.get().text.value(line));
            for (Field field : form.fields(line))
                values.computeIfAbsent(field.name(), n -> new ArrayList<>())
                        .add(new Place(
                                found.get().side, field, field.value(line).toString()));
        }
        TextFrame found = form.escapes() ? TextFrame.NONE : TextFrame.of(texts, (char) 0);
        String name = "";
        for (String part : SESSIONS)
            for (Map.Entry<String, List<Place>> field : values.entrySet())
                if (name.isEmpty()
                        && field.getKey().toLowerCase(Locale.ROOT).contains(part)
                        && field.getValue().size() == texts.size()
                        && comesAgain(field.getValue())) name = field.getKey();
        return new RecordSearch(form, text, side, ofServer, ofClient, name, found);
    }

    /** Names of sessions come again, and on both sides. */
    private static boolean comesAgain(List<Place> values) {
        Map<String, Set<Kind>> sides = new HashMap<>();
        for (Place value : values)
            sides.computeIfAbsent(value.session, v -> new HashSet<>()).add(value.side);
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
            if (!literal.text().isEmpty())
                return literal.lines(place.side, time, line).stream()
                        .map(TranscriptLine::withUnseenEnding)
                        .toList();
        }
        SourceText value = field.quoted() ? ExchangeRow.unquoted(line, field.from(), field.to()) : field.value(line);
        return frame.lines(value).stream()
                .flatMap(text -> JoinedReply.lines(text).stream())
                .map(content -> TranscriptLine.said(place.side, content, LineEnding.UNKNOWN, time, line))
                .toList();
    }
}
