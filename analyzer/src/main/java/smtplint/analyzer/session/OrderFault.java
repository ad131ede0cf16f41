package smtplint.analyzer.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Verb;

/**
 * A command of a mail transaction that the client sent where it may not stand (RFC 5321 §4.1.4, RFC 3030 §2).
 *
 * @param consequences later commands that are out of order only because this one was
 */
public record OrderFault(Kind kind, Exchange exchange, List<Exchange> consequences) {

    public OrderFault {
        consequences = List.copyOf(consequences);
    }

    public enum Kind {
        BEFORE_HELLO,
        NO_HELLO_AFTER_TLS,
        NO_HELLO_AFTER_XCLIENT,
        RCPT_BEFORE_MAIL,
        CONTENT_BEFORE_RCPT,
        CONTENT_WITHOUT_ACCEPTED_RCPT,
        NESTED_MAIL,
        BETWEEN_CHUNKS,
        DATA_AND_BDAT,
        CHUNK_AFTER_LAST,
        CHUNK_AFTER_REJECTED,
        RESET_MISSING;

        /** Without a hello or a MAIL every later command of the transaction fails too. */
        private boolean leadsTo(Kind later) {
            return switch (this) {
                case BEFORE_HELLO, NO_HELLO_AFTER_TLS, NO_HELLO_AFTER_XCLIENT, CHUNK_AFTER_LAST, CHUNK_AFTER_REJECTED ->
                    later == this;
                case DATA_AND_BDAT -> later == CHUNK_AFTER_REJECTED || later == RESET_MISSING;
                case RCPT_BEFORE_MAIL, CONTENT_BEFORE_RCPT ->
                    later == RCPT_BEFORE_MAIL || later == CONTENT_BEFORE_RCPT || later == DATA_AND_BDAT;
                default -> false;
            };
        }
    }

    /** All faults of a session, in its order. */
    public static List<OrderFault> in(Session session) {
        Walk walk = new Walk(session.circumstances().tlsFromStart());
        session.exchanges().forEach(walk::step);
        return walk.withConsequences();
    }

    private static final class Walk {
        private final List<OrderFault> faults = new ArrayList<>();
        private final List<List<Exchange>> consequences = new ArrayList<>();
        private final boolean tlsFromStart;
        private boolean xclient;
        private boolean lastChunkSent;
        private boolean contentRefused;
        /** A hello, a reset or an accepted MAIL stood between the last fault and here. */
        private boolean settledSince;

        private Walk(boolean tlsFromStart) {
            this.tlsFromStart = tlsFromStart;
        }

        private List<OrderFault> withConsequences() {
            for (int i = 0; i < faults.size(); i++) {
                OrderFault fault = faults.get(i);
                if (!consequences.get(i).isEmpty())
                    faults.set(i, new OrderFault(fault.kind(), fault.exchange(), consequences.get(i)));
            }
            return faults;
        }

        private void step(Exchange exchange) {
            if (exchange.command().isEmpty() || exchange.tainted()) return;
            Command command = exchange.command().get();
            Optional<Kind> kind = command.known().flatMap(verb -> judge(exchange, verb));
            kind.ifPresent(fault -> add(fault, exchange));
            remember(exchange, command);
        }

        private void add(Kind kind, Exchange exchange) {
            int last = faults.size() - 1;
            if (last >= 0 && !settledSince && faults.get(last).kind().leadsTo(kind)) {
                consequences.get(last).add(exchange);
            } else {
                consequences.add(new ArrayList<>(0));
                faults.add(new OrderFault(kind, exchange, List.of()));
            }
            settledSince = false;
        }

        private void remember(Exchange exchange, Command command) {
            if (command instanceof Command.Hello || command.is(Verb.RSET)) {
                settledSince = true;
                lastChunkSent = false;
                contentRefused = false;
                if (exchange.accepted()) xclient = false;
            } else if (command instanceof Command.Mail) {
                settledSince |= exchange.accepted();
                lastChunkSent = false;
                contentRefused = false;
            } else if (command instanceof Command.Bdat bdat) {
                lastChunkSent |= bdat.last();
            } else if (command.is(Verb.DATA)) {
                contentRefused = exchange.reply().filter(r -> r.isNegative()).isPresent();
            } else if (command.is(Verb.XCLIENT)) {
                xclient |= exchange.accepted();
            }
        }

        private Optional<Kind> judge(Exchange exchange, Verb verb) {
            if (!verb.isMailCommand()) return Optional.empty();
            SessionState state = exchange.assumed();
            return switch (state.phase()) {
                case INIT -> Optional.of(beforeHello(state));
                case READY -> ready(verb);
                case MAIL -> mail(state, exchange, verb);
                case RCPT -> nested(exchange, verb);
                case CONTENT -> verb == Verb.BDAT ? Optional.of(Kind.DATA_AND_BDAT) : Optional.empty();
                case CHUNK -> betweenChunks(verb);
                case CHUNKBAD -> afterRejectedChunk(exchange, verb);
                default -> Optional.empty();
            };
        }

        private Kind beforeHello(SessionState state) {
            if (xclient) return Kind.NO_HELLO_AFTER_XCLIENT;
            return state.tls() && !tlsFromStart ? Kind.NO_HELLO_AFTER_TLS : Kind.BEFORE_HELLO;
        }

        private Optional<Kind> ready(Verb verb) {
            return switch (verb) {
                case MAIL -> Optional.empty();
                case RCPT -> Optional.of(Kind.RCPT_BEFORE_MAIL);
                case BDAT -> Optional.of(lastChunkSent ? Kind.CHUNK_AFTER_LAST : Kind.CONTENT_BEFORE_RCPT);
                default -> Optional.of(Kind.CONTENT_BEFORE_RCPT);
            };
        }

        private Optional<Kind> mail(SessionState state, Exchange exchange, Verb verb) {
            if (verb == Verb.RCPT) return Optional.empty();
            if (verb == Verb.MAIL) return nested(exchange, verb);
            return Optional.of(
                    state.recipientsTried() == 0 ? Kind.CONTENT_BEFORE_RCPT : Kind.CONTENT_WITHOUT_ACCEPTED_RCPT);
        }

        /** Lenient: after a refused DATA many servers forget the envelope, and RFC 5321 leaves open whether they may. */
        private Optional<Kind> nested(Exchange exchange, Verb verb) {
            if (verb != Verb.MAIL || contentRefused && exchange.accepted()) return Optional.empty();
            return Optional.of(Kind.NESTED_MAIL);
        }

        private static Optional<Kind> betweenChunks(Verb verb) {
            return switch (verb) {
                case MAIL, RCPT -> Optional.of(Kind.BETWEEN_CHUNKS);
                case DATA -> Optional.of(Kind.DATA_AND_BDAT);
                default -> Optional.empty();
            };
        }

        /** Chunks already in the pipeline are legal: only what the client sent after it had read the refusal counts. */
        private static Optional<Kind> afterRejectedChunk(Exchange exchange, Verb verb) {
            if (!exchange.known().is(Phase.CHUNKBAD) || exchange.positionInGroup() > 0) return Optional.empty();
            return Optional.of(verb == Verb.BDAT ? Kind.CHUNK_AFTER_REJECTED : Kind.RESET_MISSING);
        }
    }
}
