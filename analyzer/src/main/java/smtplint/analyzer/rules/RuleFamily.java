package smtplint.analyzer.rules;

import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Evidence;

/**
 * The rules of one chapter of a category. A subclass declares them in its constructor, each in this order: id, severity,
 * needs, blames, rfc, says, because, instead, bad, good, verbs or fields, where, on. {@code on} closes the declaration.
 */
public abstract class RuleFamily {
    private final String category;
    private final List<Rule> rules = new ArrayList<>();

    protected RuleFamily(String category) {
        this.category = category;
    }

    public final List<Rule> rules() {
        return List.copyOf(rules);
    }

    protected final Declaration rule(String offence) {
        return new Declaration(category + "/" + offence);
    }

    /** A rule being declared. */
    protected final class Declaration {
        private final String id;
        private Severity severity = Severity.WARNING;
        private final List<Set<Evidence>> needs = new ArrayList<>();
        private Side side = Side.UNKNOWN;
        private final List<Rule.Citation> citations = new ArrayList<>();
        private String message = "";
        private String reason = "";
        private String advice = "";
        private String bad = "";
        private String good = "";
        private Rule.Example example = Rule.Example.SMTP;
        private long topics;
        private long traits;

        private Declaration(String id) {
            this.id = id;
        }

        public Declaration severity(Severity severity) {
            this.severity = severity;
            return this;
        }

        /** The evidence needed; called again, an alternative that suffices too. */
        public Declaration needs(Evidence first, Evidence... more) {
            needs.add(EnumSet.of(first, more));
            return this;
        }

        public Declaration blames(Side side) {
            this.side = side;
            return this;
        }

        /** A section that was read, "4.5.2". */
        public Declaration rfc(int number, String section) {
            citations.add(new Rule.Citation(number, section));
            return this;
        }

        /** An RFC whose text was not at hand. */
        public Declaration rfc(int number) {
            return rfc(number, "");
        }

        public Declaration says(String message) {
            this.message = message;
            return this;
        }

        public Declaration because(String reason) {
            this.reason = reason;
            return this;
        }

        public Declaration instead(String advice) {
            this.advice = advice;
            return this;
        }

        /** A transcript in the project's own dialect, carets under what must be found. */
        public Declaration bad(String example) {
            bad = example;
            return this;
        }

        public Declaration good(String example) {
            good = example;
            return this;
        }

        /** A raw message, carets under what must be found. */
        public Declaration badMessage(String message) {
            example = Rule.Example.MESSAGE;
            bad = message;
            return this;
        }

        public Declaration goodMessage(String message) {
            good = message;
            return this;
        }

        /** It is shown only commands and exchanges of these verbs; sessions and transactions where one of them occurs. */
        public Declaration verbs(Verb... verbs) {
            for (Verb verb : verbs) topics |= verb.bit();
            return this;
        }

        /** It is shown only fields of these names; messages and header sections where one of them occurs. */
        public Declaration fields(FieldName... names) {
            for (FieldName name : names) topics |= name.bit();
            return this;
        }

        /** It is shown only nodes that have all these traits. */
        public Declaration where(Trait... needed) {
            for (Trait trait : needed) traits |= trait.bit();
            return this;
        }

        /** Closes the declaration of a rule about the input as a whole: whoever reads the input reports it. */
        public void onInput() {
            close(Session.class, Rule.ON_INPUT);
        }

        /** Closes the declaration: the rule judges nodes of this type. */
        @SuppressWarnings("unchecked") // the runner hands it nodes of the subject's type only
        public <N extends Node> void on(Class<N> subject, Rule.Check<N> check) {
            close(subject, (Rule.Check<Node>) check);
        }

        private void close(Class<? extends Node> subject, Rule.Check<Node> check) {
            if (needs.isEmpty()) needs.add(EnumSet.of(example == Rule.Example.MESSAGE ? MESSAGE : LINES));
            Scope scope = new Scope(topics, traits);
            rules.add(new Rule(
                    id, severity, needs, side, citations, message, reason, advice, bad, good, example, subject, scope,
                    check));
        }
    }
}
