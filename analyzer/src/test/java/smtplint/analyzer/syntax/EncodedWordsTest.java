package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.model.EncodedWord;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.source.SourceText;

class EncodedWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?utf-8?B?Q2Fmw6k=?=                       | UNSTRUCTURED | TEXT Q2Fmw6k=",
                "=?utf-8?B?Q2Fmw6k=?= =?utf-8?B?Q2Fmw6k=?=  | UNSTRUCTURED | TEXT Q2Fmw6k=, TEXT Q2Fmw6k=",
                "=?utf-8*fr?Q?Caf=C3=A9?=                   | UNSTRUCTURED | TEXT Caf=C3=A9",
                "Le=?utf-8?Q?Caf=C3=A9?=                    | UNSTRUCTURED | TEXT Caf=C3=A9 joined",
                "=?utf-8?Q?Caf=C3=A9 noir                   | UNSTRUCTURED | TEXT Caf=C3=A9 open",
                "what=?yes?                                 | UNSTRUCTURED | ''",
                "=?utf-8?Q?a?= <a@example.com>              | ADDRESS_LIST | PHRASE a",
                "=?utf-8?Q?a?=<a@example.com>               | ADDRESS_LIST | PHRASE a joined",
                "\"=?utf-8?Q?a?=\" <a@example.com>          | ADDRESS_LIST | QUOTED_STRING a joined",
                "b@example.com (=?utf-8?Q?a?=)              | ADDRESS_LIST | COMMENT a",
                "<=?utf-8?Q?a?=@example.com>                | ADDRESS_LIST | ADDRESS a joined",
                "=?utf-8?Q?a?=@example.com                  | ADDRESS_LIST | ADDRESS a joined",
                "attachment; filename==?utf-8?Q?a?=         | CONTENT_TYPE | PARAMETER a joined",
                "<=?utf-8?Q?a?=@example.com>                | MSG_ID_LIST  | ADDRESS a joined",
                "by =?utf-8?Q?a?=                           | RECEIVED     | STRUCTURED a"
            })
    void tellsWhereEachWordStands(String body, FieldName.Form form, String words) {
        assertThat(print(EncodedWords.of(SourceText.of(body), form))).isEqualTo(words);
    }

    private static String print(List<EncodedWord> words) {
        return words.stream()
                .map(word -> word.place() + " " + word.encodedText().value() + (word.separated() ? "" : " joined")
                        + (word.terminated() ? "" : " open"))
                .collect(Collectors.joining(", "));
    }
}
