package smtplint.analyzer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.source.Span;

/** What the rules of one run reported. A check calls {@link #at}; the rest of its verdict hangs on what that returns. */
public final class Findings {
    private final List<Found> all = new ArrayList<>(0);
    private final int mostPerRule;
    private @Nullable Rule current;
    private int ofCurrent;
    private int dropped;

    /** @param mostPerRule findings of one rule beyond this number are counted and not kept */
    public Findings(int mostPerRule) {
        this.mostPerRule = mostPerRule;
    }

    /** Findings from here on belong to this rule. */
    public void begin(Rule rule) {
        current = rule;
        ofCurrent = 0;
        dropped = 0;
    }

    /** How many findings of the current rule were not kept. */
    public int dropped() {
        return dropped;
    }

    /** Reports the current rule at a place, with the arguments of its message. */
    public Found at(Span span, Object... arguments) {
        Found found = new Found(Objects.requireNonNull(current), span, arguments);
        if (ofCurrent++ < mostPerRule) all.add(found);
        else dropped++;
        return found;
    }

    /** Reports the first of several places of one fault, and folds the others under it. */
    public void atFirst(smtplint.analyzer.model.Occurrences places, Object... arguments) {
        if (!places.any()) return;
        Found found = at(places.firstPlace(), arguments);
        places.places().stream().skip(1).forEach(place -> found.followedBy(place, "and here"));
        found.followedByMore(places.total() - places.places().size());
    }

    public List<Found> all() {
        return all;
    }

    /** One finding, as a check built it. */
    public static final class Found {
        public final Rule rule;
        public final Span span;
        private final Object[] arguments;
        public final List<Related> related = new ArrayList<>(0);
        private Side side;
        private int followOn;
        private Optional<Fix> fix = Optional.empty();

        Found(Rule rule, Span span, Object[] arguments) {
            this.rule = rule;
            this.span = span;
            this.arguments = arguments;
            this.side = rule.side();
        }

        /** Blames another side than the rule declares. */
        public Found blaming(Side side) {
            this.side = side;
            return this;
        }

        /** Another place that explains the finding. */
        public Found because(Span place, String message) {
            related.add(new Related(place, message));
            return this;
        }

        /** A consequence that is folded under this finding and counted. */
        public Found followedBy(Span place, String message) {
            followOn++;
            related.add(new Related(place, message, true));
            return this;
        }

        /** Consequences that are counted without a place of their own. */
        public Found followedByMore(int count) {
            followOn += count;
            return this;
        }

        public Found fix(String title, Fix.Edit... edits) {
            fix = Optional.of(new Fix(title, List.of(edits)));
            return this;
        }

        public Side side() {
            return side;
        }

        public int followOn() {
            return followOn;
        }

        public Optional<Fix> fix() {
            return fix;
        }

        public String message() {
            return arguments.length == 0
                    ? rule.message()
                    : String.format(java.util.Locale.ROOT, rule.message(), arguments);
        }
    }

    /** A place that explains a finding, or a consequence that is folded under it. */
    public record Related(Span span, String message, boolean isConsequence) {
        public Related(Span span, String message) {
            this(span, message, false);
        }
    }
}
