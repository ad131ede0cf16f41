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
        if (reply.code() == 220) return in(state, Phase.INIT);
        if (reply.code() == 421) return in(state, Phase.BYE);
        return reply.isNegative() ? in(state, Phase.REFUSED) : in(state, Phase.UNKNOWN);
    }

    /** Everything learned before TLS is forgotten (RFC 3207 §4.2). */
    static SessionState afterTls(SessionState state) {
        return new SessionState(
                Phase.INIT,
                Optional.empty(),
                Offers.NONE,
                true,
                false,
                state.lmtp(),
                0,
                0,
                "",
                false,
                state.tlsOffered());
    }

    static SessionState lost(SessionState state) {
        return in(state, Phase.UNKNOWN);
    }

    static SessionState closed(SessionState state) {
        return in(state, Phase.BYE);
    }

    /** The state if the command, whose reply is not there yet, succeeds. */
    static SessionState assumed(SessionState state, Command command) {
        if (command instanceof Command.Hello hello) return hello(state, hello, state.offers());
        if (command instanceof Command.EndOfData) return idle(state);
        if (command instanceof Command.AuthResponse) return authenticated(state);
        return command.known().map(verb -> accepted(state, command, verb)).orElse(state);
    }

    static SessionState after(SessionState state, Command command, Reply reply, EhloReader ehlo) {
        if (reply.code() == 421) return in(state, Phase.BYE);
        if (command instanceof Command.EndOfData) return idle(state);
        if (command instanceof Command.AuthResponse || command instanceof Command.Auth) return afterAuth(state, reply);
        if (command instanceof Command.Hello hello) {
            return reply.isPositive() ? hello(state, hello, ehlo.offers(hello.kind(), reply)) : state;
        }
        Verb verb = command.known().orElse(Verb.NOOP);
        if (verb == Verb.QUIT) return in(state, Phase.BYE);
        if (verb == Verb.RCPT && !reply.isPositive()) return recipients(state, state.phase(), 0);
        if (verb == Verb.BDAT && !reply.isPositive()) return state.inTransaction() ? in(state, Phase.CHUNKBAD) : state;
        boolean goesOn = verb == Verb.DATA ? reply.code() == 354 : reply.isPositive();
        return goesOn ? accepted(state, command, verb) : state;
    }

    private static SessionState accepted(SessionState state, Command command, Verb verb) {
        return switch (verb) {
            case MAIL -> command instanceof Command.Mail mail ? mail(state, mail) : state;
            case RCPT -> recipients(state, Phase.RCPT, 1);
            case DATA -> in(state, Phase.CONTENT);
            case BDAT -> command instanceof Command.Bdat bdat && bdat.last() ? idle(state) : in(state, Phase.CHUNK);
            case RSET -> idle(state);
            case STARTTLS -> in(state, Phase.TLSH);
            case AUTH -> authenticated(state);
            case QUIT -> in(state, Phase.BYE);
            case ATRN, TURN -> in(state, Phase.SWAP);
            case XCLIENT ->
                new SessionState(
                        Phase.INIT,
                        Optional.empty(),
                        Offers.NONE,
                        state.tls(),
                        false,
                        state.lmtp(),
                        0,
                        0,
                        "",
                        false,
                        state.tlsOffered());
            default -> state;
        };
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

    private static SessionState afterAuth(SessionState state, Reply reply) {
        if (reply.code() == 334) return in(state, Phase.AUTHX);
        if (reply.isPositive()) return authenticated(state);
        return state.is(Phase.AUTHX) ? in(state, Phase.READY) : state;
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
