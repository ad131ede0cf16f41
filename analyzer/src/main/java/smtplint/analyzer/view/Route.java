package smtplint.analyzer.view;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import smtplint.analyzer.model.HopClocks;
import smtplint.analyzer.model.HopLink;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.TraceSection;

/**
 * The way of a message, oldest hop first: what pictures of it are drawn from.
 *
 * @param total seconds from the first time to the last, clocks that were solved set right
 * @param left hops beyond the most that are drawn
 */
public record Route(List<Step> steps, OptionalLong total, int left) {
    /** No picture of more can be read; a loop has hundreds. */
    private static final int MOST = 200;

    public Route {
        steps = List.copyOf(steps);
    }

    /**
     * One hop.
     *
     * @param from whom the message came from, as the field names it; "" where it names nobody
     * @param address the client's address, "" where it is not recorded or is the name
     * @param protocol the keyword of WITH or VIA; "local" for a handover within the host
     * @param tls version or cipher, "" where none is recorded
     * @param login whether the client authenticated
     * @param delay seconds since the time below, clocks set right
     * @param ahead how far the writer's clock is ahead, where that was solved
     */
    public record Step(
            String from,
            String address,
            String by,
            String protocol,
            String tls,
            boolean login,
            HopLink.Continuity link,
            Optional<OffsetDateTime> time,
            OptionalLong delay,
            OptionalLong ahead) {

        /** Name and address of the client in one. */
        public String client() {
            if (address.isEmpty()) return !from.isEmpty() ? from : protocol.equals("local") ? "the host itself" : "?";
            return from.isEmpty() ? "[" + address + "]" : from + " [" + address + "]";
        }

        /** "ESMTPS, TLSv1.3, login" */
        public String manner() {
            StringBuilder words = new StringBuilder(protocol);
            if (!tls.isEmpty()) words.append(words.length() > 0 ? ", " : "").append(tls);
            if (login) words.append(words.length() > 0 ? ", " : "").append("login");
            return words.toString();
        }

        /** "154 s slow", "" where the clock is right or nothing is known of it. */
        public String clock() {
            if (ahead.isEmpty() || ahead.getAsLong() == 0) return "";
            long seconds = ahead.getAsLong();
            return Durations.plain(Math.abs(seconds)) + (seconds < 0 ? " slow" : " fast");
        }
    }

    /** "16 s", "" where fewer than two hops have times. */
    public String inAll() {
        return total.isPresent() && steps.size() > 1 ? Durations.plain(Math.abs(total.getAsLong())) : "";
    }

    public static Route of(TraceSection trace) {
        List<Received> hops = trace.hops();
        HopClocks clocks = trace.clocks();
        List<Step> steps = new ArrayList<>(Math.min(hops.size(), MOST));
        long first = Long.MIN_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = hops.size() - 1; i >= 0; i--) {
            Received hop = hops.get(i);
            OptionalLong ahead = clocks.ahead(hop);
            OptionalLong delay = OptionalLong.empty();
            if (hop.instant().isPresent()) {
                long time = hop.instant().get().toEpochSecond() - ahead.orElse(0);
                if (last != Long.MIN_VALUE) delay = OptionalLong.of(time - last);
                if (first == Long.MIN_VALUE) first = time;
                last = time;
            }
            HopLink.Continuity link =
                    i + 1 < hops.size() ? new HopLink(hop, hops.get(i + 1)).continuity() : HopLink.Continuity.UNKNOWN;
            if (steps.size() < MOST) steps.add(step(hop, link, delay, ahead));
        }
        OptionalLong total = first == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(last - first);
        return new Route(steps, total, hops.size() - steps.size());
    }

    private static Step step(Received hop, HopLink.Continuity link, OptionalLong delay, OptionalLong ahead) {
        String from = word(hop.from());
        String address = hop.clientAddress().map(Object::toString).orElse("");
        boolean isAddress = !address.isEmpty() && from.contains(word(hop.address()));
        String protocol = hop.with().or(hop::via).map(Text::value).orElse(hop.localHandoff() ? "local" : "");
        return new Step(
                isAddress ? "" : from,
                address,
                word(hop.by()),
                protocol,
                word(hop.tls()),
                hop.auth().isPresent(),
                link,
                hop.moment(),
                delay,
                ahead);
    }

    private static String word(Optional<Text> text) {
        return text.map(Text::value).orElse("");
    }
}
