package smtplint.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdnTest {

    @ParameterizedTest
    @CsvSource({
        "xn--bcher-kva, bücher",
        "XN--BCHER-KVA, BüCHER",
        "xn--mnchen-3ya, münchen",
        "xn--fsq, 例",
        "xn--r8jz45g, 例え",
        "xn--e1afmkfd, пример",
        "xn--mgbh0fb, مثال",
        "xn--9n2bp8q, 실례",
        "example, example",
        "xn--999999999, xn--999999999"
    })
    void readsLabelsAsPeopleDo(String label, String expected) {
        assertThat(Idn.uLabel(label)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xn--bcher-kva  | ''",
                "xn--r8jz45g    | ''",
                "xn--mgbh0fb    | ''",
                "bücher         | ''",
                "example        | ''",
                "xn--           | no Punycode",
                "xn--999999999  | no Punycode",
                "xn--example-   | needs no encoding",
                "xn--i-7iq      | which no label may have",
                "Bücher         | ''",
                "BÜCHER         | capital letter",
                "bu\u0308cher   | normal form C"
            })
    void saysWhatIdnaHasAgainstALabel(String label, String fault) {
        String found = Idn.fault(label);
        if (fault.isEmpty()) assertThat(found).isEmpty();
        else assertThat(found).contains(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "paypal, ''",
        "pаypal, Latin and Cyrillic",
        "日本語テキスト, ''",
        "abc日本, ''",
        "αbc, Latin and Greek",
        "Ελλάδα, ''",
        "한국어abc, ''"
    })
    void namesScriptsThatAreNotWrittenTogether(String word, String mixture) {
        assertThat(Idn.mixture(word)).isEqualTo(mixture);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain                                      | plain",
                "=?utf-8?Q?caf=C3=A9?=                      | café",
                "=?utf-8?B?Y2Fmw6k=?= =?utf-8?Q?_x?=        | café x",
                "a =?iso-8859-1*fr?q?caf=E9?= b             | a café b",
                "=?utf-88?Q?caf=C3=A9?=                     | =?utf-88?Q?caf=C3=A9?=",
                "=?utf-8?Q?caf=C3=A9                        | =?utf-8?Q?caf=C3=A9",
                "=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?= | こんにちは"
            })
    void decodesEncodedWords(String text, String shown) {
        assertThat(Rfc2047.decode(text)).isEqualTo(shown);
    }
}
