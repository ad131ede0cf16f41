package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.Span;

/** Each table of lines against the grammar, or against what the reader says of it. */
class SmtpGrammarTest {
    private final CommandReader commands = new CommandReader(OneTokenAhead::new);

    @TestFactory
    Stream<DynamicTest> argumentsOfMail() {
        return table(
                "mail",
                line -> !(mail(line).reversePath() instanceof MailPath.Malformed bad)
                        || bad.value().isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> domains() {
        return table("domain", line -> !DomainSyntax.fault(line).isThere());
    }

    @TestFactory
    Stream<DynamicTest> addressLiterals() {
        return table(
                "literal", line -> AddressLiterals.literal(line, Span.at(0)).valid());
    }

    @TestFactory
    Stream<DynamicTest> localParts() {
        return table(
                "local-part",
                line -> mail("FROM:<" + line + "@example.com>").reversePath() instanceof MailPath.Path path
                        && path.mailbox().localPart().valid());
    }

    @TestFactory
    Stream<DynamicTest> parameters() {
        return table(
                "parameter", line -> mail("FROM:<> " + line).parameters().get(0).wellFormed());
    }

    @TestFactory
    Stream<DynamicTest> argumentsOfBdat() {
        return table(
                "bdat",
                line -> command("BDAT " + line) instanceof Command.Bdat bdat
                        && bdat.problem().isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> linesOfEhlo() {
        return table("ehlo-line", line -> offers(line).list().get(0).wellFormed());
    }

    private static Offers offers(String line) {
        var turns = new DialogueReader(new MessageReader())
                .read(RecordedLines.of("S: 250-a\nS: 250 " + line + "\n", Set.of()))
                .turns();
        return new EhloReader().offers(Verb.EHLO, (Reply) turns.get(0).what());
    }

    private Command.Mail mail(String argument) {
        return (Command.Mail) command("MAIL " + argument);
    }

    private Command command(String line) {
        return commands.read(
                RecordedLines.of("C: " + line + "\n", Set.of()).lines().get(0));
    }

    private static Stream<DynamicTest> table(String name, Predicate<String> accepts) {
        List<String> accepted = LineTables.read(name + ".accept");
        List<String> refused = LineTables.read(name + ".reject");
        return Stream.concat(
                accepted.stream()
                        .map(line -> DynamicTest.dynamicTest(
                                "accepts " + line,
                                () -> assertThat(accepts.test(line)).isTrue())),
                refused.stream()
                        .map(line -> DynamicTest.dynamicTest(
                                "refuses " + line,
                                () -> assertThat(accepts.test(line)).isFalse())));
    }
}
