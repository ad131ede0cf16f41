package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The clocks of the hosts that wrote a message's hops, solved from the times in them. A message arrives after it was
 * sent: with o(h) for how far the clock of host h is ahead, every pair of neighbours says
 * {@code time(newer) - o(newer) >= time(older) - o(older)}. These are difference constraints. Sought are the fewest clocks
 * that are wrong, and the least deviation of each; the Date field takes part as the oldest hop where it contradicts
 * nothing.
 */
public final class HopClocks {
    /** Clocks of hosts that run NTP differ by less. */
    public static final long TOLERANCE = 60;

    /** Chains in which more hosts stand at reversed times are made up or broken past solving. */
    private static final int MOST_SUSPECTS = 12;

    /** Which wrong clocks explain the order of the times. */
    public enum Explanation {
        /** The times are in order. */
        NOT_NEEDED,
        /** One host's clock, and no other's. */
        ONE_CLOCK,
        /** Any one of several. */
        EITHER_CLOCK,
        /** Two hosts' clocks together, and no other two. */
        TWO_CLOCKS,
        /** Two hosts' clocks, and the times do not tell which. */
        SOME_TWO_CLOCKS,
        /** None: one host dated its own lines against their order. */
        SAME_HOST,
        /** No one and no two. */
        NOTHING
    }

    /**
     * A host whose clock may be wrong.
     *
     * @param name as its hop has it, in normal form
     * @param ahead seconds, negative when it is slow; the least that explains the times
     */
    public record Suspect(String name, long ahead) {}

    /** A hop with a time; {@code index} is that of the hop, newest first, -1 for the Date field. */
    private record Mark(String host, long time, int index) {}

    private final List<Mark> marks;
    private final List<Integer> reversed = new ArrayList<>(0);
    private Explanation explanation = Explanation.NOT_NEEDED;
    private List<Suspect> suspects = List.of();

    private HopClocks(List<Mark> marks) {
        this.marks = marks;
        for (int i = 1; i < marks.size(); i++)
            if (marks.get(i).time() < marks.get(i - 1).time() - TOLERANCE) reversed.add(i);
        if (!reversed.isEmpty()) solve();
    }

    /** @param hops newest first; @param sent the Date field, where there is one */
    static HopClocks of(List<Received> hops, Optional<Long> sent) {
        List<Mark> marks = new ArrayList<>(hops.size() + 1);
        for (int i = hops.size() - 1; i >= 0; i--) {
            int index = i;
            hops.get(i)
                    .instant()
                    .ifPresent(time -> marks.add(new Mark(host(hops.get(index)), time.toEpochSecond(), index)));
        }
        if (!marks.isEmpty() && sent.isPresent() && sent.get() <= marks.get(0).time() + TOLERANCE)
            marks.add(0, new Mark("", sent.get(), -1));
        return new HopClocks(marks);
    }

    private static String host(Received hop) {
        return hop.by().map(by -> HostNames.normal(by.value())).orElse("");
    }

    public Explanation explanation() {
        return explanation;
    }

    /** Whom the explanation names. */
    public List<Suspect> suspects() {
        return suspects;
    }

    /** The hops, by their numbers from the newest, that are dated before the one below by more than the tolerance. */
    public List<Integer> reversedHops() {
        return reversed.stream().map(at -> marks.get(at).index()).toList();
    }

    /** By how many seconds the clock that wrote this hop is ahead, where that is solved. */
    public OptionalLong ahead(Received hop) {
        boolean solved = explanation == Explanation.ONE_CLOCK || explanation == Explanation.TWO_CLOCKS;
        String host = host(hop);
        for (Suspect suspect : suspects)
            if (solved && suspect.name().equals(host)) return OptionalLong.of(suspect.ahead());
        return OptionalLong.empty();
    }

    private void solve() {
        Set<String> hosts = new LinkedHashSet<>();
        boolean ownLines = false;
        for (int at : reversed) {
            hosts.add(marks.get(at).host());
            hosts.add(marks.get(at - 1).host());
            ownLines |= marks.get(at).host().equals(marks.get(at - 1).host());
        }
        hosts.remove("");
        explanation = ownLines ? Explanation.SAME_HOST : Explanation.NOTHING;
        if (ownLines || hosts.size() > MOST_SUSPECTS) return;
        List<String> names = List.copyOf(hosts);
        suspects = alone(names, 0);
        if (suspects.isEmpty()) suspects = alone(names, TOLERANCE);
        if (!suspects.isEmpty()) explanation = suspects.size() == 1 ? Explanation.ONE_CLOCK : Explanation.EITHER_CLOCK;
        else if (!together(names, 0)) together(names, TOLERANCE);
    }

    private List<Suspect> alone(List<String> names, long slack) {
        List<Suspect> found = new ArrayList<>(0);
        for (String name : names) {
            Bounds bounds = new Bounds();
            if (!bound(name, "", bounds, new Bounds(), new Bounds(), slack) || !bounds.possible()) continue;
            found.add(new Suspect(name, bounds.least()));
        }
        return found;
    }

    /** One pair of hosts, if exactly one explains all; false when none does. */
    private boolean together(List<String> names, long slack) {
        List<List<Suspect>> found = new ArrayList<>(0);
        for (int i = 0; i < names.size(); i++)
            for (int j = i + 1; j < names.size(); j++) {
                Bounds first = new Bounds();
                Bounds second = new Bounds();
                Bounds apart = new Bounds();
                if (!bound(names.get(i), names.get(j), first, second, apart, slack)) continue;
                if (!first.possible() || !second.possible() || !apart.possible()) continue;
                long one = first.least();
                Bounds other = second.within(Bounds.minus(one, apart));
                if (other.possible())
                    found.add(List.of(new Suspect(names.get(i), one), new Suspect(names.get(j), other.least())));
            }
        if (found.size() > 1) explanation = Explanation.SOME_TWO_CLOCKS;
        if (found.size() == 1) {
            suspects = found.get(0);
            explanation = Explanation.TWO_CLOCKS;
        }
        return !found.isEmpty();
    }

    /**
     * Collects what the pairs of neighbours say of the offsets of two hosts, all other clocks being right.
     *
     * @param apart bounds of the first offset less the second
     * @return false when a pair of other hosts is out of order
     */
    private boolean bound(String one, String other, Bounds first, Bounds second, Bounds apart, long slack) {
        for (int i = 1; i < marks.size(); i++) {
            Mark newer = marks.get(i);
            Mark older = marks.get(i - 1);
            long most = newer.time() - older.time() + slack;
            int n = number(newer.host(), one, other);
            int o = number(older.host(), one, other);
            if (n == o) {
                if (newer.time() - older.time() < -TOLERANCE) return false;
            } else if (n == 1 && o == 2) apart.atMost(most);
            else if (n == 2 && o == 1) apart.atLeast(-most);
            else if (n == 1) first.atMost(most);
            else if (n == 2) second.atMost(most);
            else if (o == 1) first.atLeast(-most);
            else second.atLeast(-most);
        }
        return true;
    }

    private static int number(String host, String one, String other) {
        if (host.isEmpty()) return 0;
        return host.equals(one) ? 1 : host.equals(other) ? 2 : 0;
    }

    /** What an offset may be. */
    private static final class Bounds {
        private long low = Long.MIN_VALUE / 4;
        private long high = Long.MAX_VALUE / 4;

        void atLeast(long value) {
            low = Math.max(low, value);
        }

        void atMost(long value) {
            high = Math.min(high, value);
        }

        boolean possible() {
            return low <= high;
        }

        /** The value nearest to none. */
        long least() {
            return low > 0 ? low : Math.min(high, 0);
        }

        Bounds within(Bounds other) {
            Bounds both = new Bounds();
            both.low = Math.max(low, other.low);
            both.high = Math.min(high, other.high);
            return both;
        }

        /** What the second offset may be, when the first is this and their difference lies within the bounds. */
        static Bounds minus(long first, Bounds apart) {
            Bounds second = new Bounds();
            second.low = first - apart.high;
            second.high = first - apart.low;
            return second;
        }
    }
}
