package smtplint.analyzer.session;

import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.syntax.EhloReader;

/** What a command and its reply make of a state. A state changes on the final line of a reply only. */
final class StateMachine {
    private StateMachine() {}

    static SessionState start(boolean startSeen, boolean tls, boolean lmtp) {
        Offers offers = startSeen ? Offers.NONE : Offers.UNKNOWN;
        Phase phase = startSeen ? Phase.CONN : Phase.UNKNOWN;
        return new SessionState(phase, Optional.empty(), offers, tls, false, lmtp, 0, 0, "", false, false);
    }

    static SessionState afterGreeting(SessionState state, Reply reply) {
        return in(state, TransitionTable.next("greeting", reply.code()).orElse(Phase.UNKNOWN));
    }

    static SessionState afterTls(SessionState state) {
        return renewed(state, true);
    }

    static SessionState lost(SessionState state) {
        return in(state, Phase.UNKNOWN).withUnknownOffers();
    }

    static SessionState closed(SessionState state) {
        return in(state, Phase.BYE);
    }

    static SessionState after(SessionState state, Command command, Reply reply, EhloReader ehlo) {
        if (reply.code() == 421) return in(state, Phase.BYE);
        if (command.is(Verb.DATA) && reply.isNegative() && contentBegan(state)) return in(state, Phase.CHUNKBAD);
        // A command inside AUTH was read as a response, and its refusal ends the exchange.
        String event = state.is(Phase.AUTHX) && reply.isNegative() ? "*" : TransitionTable.event(command);
        return TransitionTable.next(event, reply.code())
                .map(phase -> enter(phase, state, command, reply, ehlo))
                .orElseGet(() -> command.is(Verb.RCPT) ? recipients(state, state.phase(), 0) : state);
    }

    /** DATA after a chunk or for binary content is refused, and only RSET helps (RFC 3030 §2, §3). */
    private static boolean contentBegan(SessionState state) {
        return state.is(Phase.CHUNK) || state.is(Phase.RCPT) && state.body().equals("BINARYMIME");
    }

    private static SessionState enter(Phase phase, SessionState state, Command command, Reply reply, EhloReader ehlo) {
        if (command instanceof Command.Hello hello && reply.isPositive())
            return hello(state, hello, ehlo.offers(hello.kind(), reply));
        if (phase == Phase.CHUNKBAD) return state.inTransaction() ? in(state, phase) : state;
        if (reply.isPositive() || command instanceof Command.EndOfData) return reached(phase, state, command);
        return in(state, phase);
    }

    /** The state if the command, whose reply is not there yet, succeeds. */
    static SessionState assumed(SessionState state, Command command) {
        if (command instanceof Command.Hello hello) return hello(state, hello, state.offers());
        return TransitionTable.next(TransitionTable.event(command), command.is(Verb.DATA) ? 354 : 250)
                .map(phase -> reached(phase, state, command))
                .orElse(state);
    }

    /** The state when the command succeeded and the recording lacks its reply: what EHLO got listed is not known. */
    static SessionState unseen(SessionState state, Command command) {
        SessionState after = assumed(state, command);
        return after.isExtended() && command instanceof Command.Hello ? after.withUnknownOffers() : after;
    }

    /** What success does besides: counts, parameters, what is forgotten. */
    private static SessionState reached(Phase phase, SessionState state, Command command) {
        if (command instanceof Command.Mail mail) return mail(state, mail);
        if (command instanceof Command.AuthResponse || command.is(Verb.AUTH)) return authenticated(state);
        return switch (phase) {
            case RCPT -> recipients(state, phase, 1);
            case READY -> idle(state);
            case INIT -> renewed(state, state.tls());
            default -> in(state, phase);
        };
    }

    /** The session begins anew: what was learned before TLS (RFC 3207 §4.2) or for another client is forgotten. */
    private static SessionState renewed(SessionState state, boolean tls) {
        return new SessionState(
                Phase.INIT,
                Optional.empty(),
                Offers.NONE,
                tls,
                false,
                state.lmtp(),
                0,
                0,
                "",
                false,
                state.tlsOffered());
    }

    private static SessionState hello(SessionState state, Command.Hello hello, Offers offers) {
        boolean lmtp = state.lmtp() || hello.kind() == Verb.LHLO;
        return new SessionState(
                Phase.READY,
                Optional.of(hello.kind()),
                offers,
                state.tls(),
                state.authenticated(),
                lmtp,
                0,
                0,
                "",
                false,
                state.tlsOffered() || offers.has("STARTTLS"));
    }

    private static SessionState mail(SessionState state, Command.Mail mail) {
        String body = mail.parameters().stream()
                .filter(p -> p.is("BODY"))
                .map(Parameter::valueOrEmpty)
                .findFirst()
                .map(smtplint.analyzer.model.Ascii::upper)
                .orElse("");
        boolean utf8 = mail.parameters().stream().anyMatch(p -> p.is("SMTPUTF8"));
        return with(state, Phase.MAIL, state.authenticated(), 0, 0, body, utf8);
    }

    private static SessionState recipients(SessionState state, Phase phase, int accepted) {
        return with(
                state,
                phase,
                state.authenticated(),
                state.recipients() + accepted,
                state.recipientsTried() + 1,
                state.body(),
                state.smtpUtf8());
    }

    private static SessionState authenticated(SessionState state) {
        return with(state, Phase.READY, true, 0, 0, "", false);
    }

    /** No transaction; a hello that was accepted stays in force. */
    private static SessionState idle(SessionState state) {
        Phase phase = state.hello().isPresent() || !state.offers().known() ? Phase.READY : Phase.INIT;
        return with(state, phase, state.authenticated(), 0, 0, "", false);
    }

    static SessionState in(SessionState state, Phase phase) {
        if (state.phase() == phase) return state;
        return with(
                state,
                phase,
                state.authenticated(),
                state.recipients(),
                state.recipientsTried(),
                state.body(),
                state.smtpUtf8());
    }

    private static SessionState with(
            SessionState state,
            Phase phase,
            boolean authenticated,
            int recipients,
            int tried,
            String body,
            boolean utf8) {
        return new SessionState(
                phase,
                state.hello(),
                state.offers(),
                state.tls(),
                authenticated,
                state.lmtp(),
                recipients,
                tried,
                body,
                utf8,
                state.tlsOffered());
    }
}
