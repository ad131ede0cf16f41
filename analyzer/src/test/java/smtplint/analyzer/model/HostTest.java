package smtplint.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.source.Span;

class HostTest {

    @ParameterizedTest
    @CsvSource({
        "mx.example.com, true",
        "a.b, true",
        "a.b., false",
        "example, false",
        "a.1, false",
        "a.1b, false",
        "xn--a.example, false",
        "b\u00fccher.example, false",
        ".a.b, false",
        "., false",
    })
    void aPlainNameNeedsNoFurtherLook(String name, boolean plain) {
        assertThat(new Host.DomainName(name, "", new Span(0, 0), new Span(0, name.length())).isPlainName())
                .isEqualTo(plain);
    }
}
