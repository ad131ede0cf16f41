package smtplint.analyzer.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.source.Span;

/** A session as a dialogue: time, what the client sent, what came back, the state that followed. */
public final class SequenceText {
    private static final int SENT = 46;
    private static final int ANSWERED = 22;

    private final StringBuilder out = new StringBuilder();
    private final Session session;
    private final FaultCount faults;
    private final Sequence.Words words;
    private final long start;

    private SequenceText(Session session, List<Span> faults, Sequence.Words words) {
        this.session = session;
        this.faults = new FaultCount(faults, session.span());
        this.words = words;
        this.start = session.exchanges().stream()
                .mapToLong(SequenceText::time)
                .filter(t -> t >= 0)
                .findFirst()
                .orElse(-1);
    }

    /** @param faults where findings stand, in order */
    public static String of(Session session, List<Span> faults, Sequence.Words words) {
        return new SequenceText(session, faults, words).text();
    }

    private String text() {
        out.append("session ").append(session.number());
        if (!session.key().isEmpty())
            out.append(" (").append(words.shown(session.key())).append(')');
        out.append("   ").append(session.isLmtp() ? "LMTP" : "SMTP");
        if (session.exchanges().stream().anyMatch(e -> e.after().tls())) out.append(", TLS");
        session.lastExchange()
                .filter(e -> start >= 0)
                .ifPresent(e -> out.append("   ").append(seconds(time(e))).append(" s"));
        out.append('\n');
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            boolean goesOn = i + 1 < exchanges.size() && sameGroup(exchanges.get(i), exchanges.get(i + 1));
            boolean wentOn = i > 0 && sameGroup(exchanges.get(i - 1), exchanges.get(i));
            exchange(exchanges.get(i), wentOn, goesOn);
        }
        return out.toString();
    }

    private static boolean sameGroup(Exchange one, Exchange next) {
        return one.group() >= 0 && one.group() == next.group();
    }

    private void exchange(Exchange exchange, boolean wentOn, boolean goesOn) {
        long time = time(exchange);
        String clock = time < 0 || start < 0 || wentOn ? "" : seconds(time);
        out.append(" ".repeat(Math.max(0, 7 - clock.length()))).append(clock).append("  ");
        Optional<Command> command = exchange.command();
        String state = exchange.after().phase().name();
        if (command.isEmpty()) {
            row("← " + answer(exchange, true), "", state);
        } else if (command.get() instanceof Command.EndOfData data) {
            row("═ " + content(data), "← " + answer(exchange, true), state);
        } else {
            String mark = wentOn ? goesOn ? "│ " : "└ " : goesOn ? "┌ " : "→ ";
            row(mark + words.command(command.get()), "← " + answer(exchange, false), state);
        }
        int found = faults.until(exchange.span().end());
        if (found > 0) {
            out.setLength(out.length() - 1);
            out.append("  ⚠ ").append(found).append('\n');
        }
    }

    private static String content(Command.EndOfData data) {
        if (!data.content().visible()) return "content, not shown";
        return String.format(
                Locale.ROOT,
                "%,d bytes, %,d lines",
                data.content().facts().octets,
                data.content().facts().lines);
    }

    /** @param inWords what the server said too, where it is one line */
    private String answer(Exchange exchange, boolean inWords) {
        List<String> answers = new ArrayList<>();
        for (Reply reply : exchange.replies()) {
            boolean several = reply.lines().size() > 1;
            String code = reply.code() == 0 ? "no code" : Integer.toString(reply.code());
            if (several) code += " (" + reply.lines().size() + ")";
            answers.add(cut(inWords && !several ? words.reply(reply) : code, inWords ? SENT : ANSWERED));
        }
        return answers.isEmpty() ? "no reply" : String.join(", ", answers);
    }

    private void row(String sent, String answered, String state) {
        out.append(pad(cut(sent, SENT), SENT)).append("  ");
        out.append(pad(cut(answered, ANSWERED), ANSWERED))
                .append("  ")
                .append(pad(state, 8).stripTrailing())
                .append('\n');
    }

    private static long time(Exchange exchange) {
        return exchange.time() >= 0 ? exchange.time() : exchange.replyTime();
    }

    private String seconds(long micros) {
        return String.format(Locale.ROOT, "%.2f", (micros - start) / 1e6);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
