package smtplint.analyzer.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Span;

/**
 * A session as a sequence of lines between two lifelines: what pictures of it are drawn from.
 *
 * @param client the name it gave, or "client"
 * @param left exchanges beyond the most that are drawn
 */
public record Sequence(String title, String client, String server, List<Line> lines, int left) {
    /** No picture of more can be read. */
    private static final int MOST = 400;

    public Sequence {
        lines = List.copyOf(lines);
    }

    /** What a line stands for. */
    public enum Kind {
        COMMAND,
        CONTENT,
        REPLY,
        /** No reply was seen. */
        SILENCE
    }

    /**
     * @param code of a reply, 0 otherwise
     * @param clock seconds since the session began, "" when unknown
     * @param state that the session was in after it, "" where it did not change
     * @param tls whether it was sent under TLS
     * @param faults findings about the exchange, told at its last line
     */
    public record Line(Kind kind, String text, int code, String clock, String state, boolean tls, int faults) {}

    /** How a door shows what was said: it knows what must not be shown. */
    public interface Words {
        String command(Command command);

        /** Code and words of the first line, and how many lines there are when more. */
        String reply(Reply reply);

        /** Any other text of the recording. */
        String shown(String text);
    }

    /** @param faults where findings stand, in order */
    public static Sequence of(Session session, List<Span> faults, Words words) {
        return new Builder(session, faults, words).build();
    }

    private static final class Builder {
        private final Session session;
        private final FaultCount faults;
        private final Words words;
        private final List<Line> lines = new ArrayList<>();
        private String client = "client";
        private String state = "";
        private long start = -1;

        private Builder(Session session, List<Span> faults, Words words) {
            this.session = session;
            this.faults = new FaultCount(faults, session.span());
            this.words = words;
        }

        private Sequence build() {
            List<Exchange> exchanges = session.exchanges();
            int drawn = Math.min(MOST, exchanges.size());
            int from = 0;
            while (from < drawn) {
                int to = from + 1;
                while (to < drawn && sameGroup(exchanges.get(from), exchanges.get(to))) to++;
                List<Exchange> group = exchanges.subList(from, to);
                group.forEach(this::command);
                group.forEach(this::replies);
                from = to;
            }
            String title = "Session " + session.number() + ", " + (session.isLmtp() ? "LMTP" : "SMTP");
            return new Sequence(title, client, server(), lines, exchanges.size() - drawn);
        }

        /** The domain in the greeting. */
        private String server() {
            return session.greeting()
                    .flatMap(Exchange::reply)
                    .filter(reply -> !reply.lines().isEmpty())
                    .map(reply -> reply.lines().get(0).text().firstWord())
                    .filter(name -> name.indexOf('.') > 0)
                    .orElse("server");
        }

        /** Commands sent together stand together, their replies after them. */
        private static boolean sameGroup(Exchange one, Exchange next) {
            return one.group() >= 0 && one.group() == next.group();
        }

        private void command(Exchange exchange) {
            if (exchange.command().isEmpty()) return;
            Command command = exchange.command().get();
            if (command instanceof Command.Hello hello)
                client = hello.host().map(Host::value).orElse(client);
            Kind kind = command instanceof Command.EndOfData ? Kind.CONTENT : Kind.COMMAND;
            add(
                    kind,
                    said(command),
                    0,
                    clock(exchange.time()),
                    "",
                    exchange.actual().tls(),
                    0);
        }

        private void replies(Exchange exchange) {
            boolean tls = exchange.actual().tls();
            String after = exchange.after().phase().name();
            String changed = after.equals(state) ? "" : after;
            int found = faults.until(exchange.span().end());
            List<Reply> replies = exchange.replies();
            for (int i = 0; i < replies.size(); i++) {
                Reply reply = replies.get(i);
                boolean last = i + 1 == replies.size();
                String clock = exchange.command().isEmpty() && i == 0 ? clock(exchange.replyTime()) : "";
                add(Kind.REPLY, words.reply(reply), reply.code(), clock, last ? changed : "", tls, last ? found : 0);
            }
            if (replies.isEmpty()) add(Kind.SILENCE, "no reply", 0, "", changed, tls, found);
            state = after;
        }

        private void add(Kind kind, String text, int code, String clock, String changed, boolean tls, int found) {
            lines.add(new Line(kind, text, code, clock, changed, tls, found));
        }

        private String said(Command command) {
            if (!(command instanceof Command.EndOfData data)) return words.command(command);
            if (!data.content().visible()) return "content, not shown";
            return String.format(
                    Locale.ROOT,
                    "content: %,d bytes, %,d lines",
                    data.content().facts().octets,
                    data.content().facts().lines);
        }

        private String clock(long micros) {
            if (micros < 0) return "";
            if (start < 0) start = micros;
            return String.format(Locale.ROOT, "%.2f", (micros - start) / 1e6);
        }
    }
}
