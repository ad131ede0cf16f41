package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import smtplint.analyzer.model.HeaderField.Lines;
import smtplint.analyzer.source.SourceText;

/** Each table of field bodies against what the reader says of it. */
class ImfGrammarTest {
    @TestFactory
    Stream<DynamicTest> addressLists() {
        AddressListReader reader = new AddressListReader();
        return table(
                "address-list",
                body -> reader.read(SourceText.of(body)).problems().isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> datesAndTimes() {
        DateTimeReader reader = new DateTimeReader();
        return table(
                "date-time", body -> reader.read(SourceText.of(body)).problem().isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> messageIds() {
        MsgIdReader reader = new MsgIdReader();
        return table("msg-id", body -> reader.readOne(lines(body)).problem().isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> contentTypes() {
        MediaTypeReader reader = new MediaTypeReader();
        return table(
                "content-type",
                body -> reader.readContentType(lines(body)).problem().isEmpty());
    }

    private static Lines lines(String body) {
        return FieldLines.ofBody(SourceText.of(body));
    }

    private static Stream<DynamicTest> table(String name, Predicate<String> accepts) {
        return Stream.concat(
                LineTables.read(name + ".accept").stream()
                        .map(body -> DynamicTest.dynamicTest(
                                "takes " + body,
                                () -> assertThat(accepts.test(body)).isTrue())),
                LineTables.read(name + ".reject").stream()
                        .map(body -> DynamicTest.dynamicTest(
                                "refuses " + body,
                                () -> assertThat(accepts.test(body)).isFalse())));
    }
}
