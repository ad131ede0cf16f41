package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.SmtpCommand;

class ParsingTest {
    /** Each character is a token: letters are words. */
    private static final class CharacterLexer extends ByteLexer {
        @Override
        protected void scan(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) add(type(bytes[i]), i, i + 1);
        }

        private static int type(byte b) {
            int found = "<>@ ".indexOf(b);
            return found < 0
                    ? SmtpCommand.WORD
                    : new int[] {SmtpCommand.LT, SmtpCommand.GT, SmtpCommand.AT, SmtpCommand.SP}[found];
        }

        @Override
        protected String word(int type) {
            return type == SmtpCommand.EOF ? "the end" : SmtpCommand.VOCABULARY.getDisplayName(type);
        }
    }

    private final Parsing<SmtpCommand> parsing = new Parsing<>(new CharacterLexer(), SmtpCommand::new);

    @Test
    void givesTheContextOfTheStartRuleWithItsLabels() {
        SourceText text = SourceText.of("xx <a@b>");
        var mail = parsing.parse(text, 2, 8, SmtpCommand::mail).orElseThrow();
        assertThat(((TableToken) mail.reversePath.angle.closing).start()).isEqualTo(7);
    }

    @Test
    void readsSliceAfterSlice() {
        SourceText text = SourceText.of("<a@b><>");
        assertThat(parsing.parse(text, 0, 5, SmtpCommand::mail)).isPresent();
        assertThat(parsing.parse(text, 4, 6, SmtpCommand::mail)).isEmpty();
        assertThat(parsing.parse(text, 5, 7, SmtpCommand::mail)).isPresent();
    }

    @Test
    void saysWhereAndWhatWasExpected() {
        SourceText text = SourceText.of("<a<b>");
        assertThat(parsing.parse(text, 0, 5, SmtpCommand::mail)).isEmpty();
        assertThat(parsing.problem(text, 0, 5, SmtpCommand::mail).span()).isEqualTo(new Span(2, 3));
    }

    @Test
    void refusesSlicesOfAbsurdLength() {
        SourceText text = SourceText.of("a".repeat(Parsing.LONGEST_SLICE + 1));
        assertThat(parsing.parse(text, 0, text.end(), SmtpCommand::mail)).isEmpty();
        SyntaxProblem problem = parsing.problem(text, 0, text.end(), SmtpCommand::mail);
        assertThat(problem.expected()).isEqualTo("at most 65536 octets");
    }
}
