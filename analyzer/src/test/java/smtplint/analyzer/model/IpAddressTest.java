package smtplint.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "2001:db8::, 2001:db8::"
    })
    void printsTheFormOfRfc5952(String written, String printed) {
        assertThat(IpAddress.parse(written)).hasToString("Optional[" + printed + "]");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
    void knowsLoopbackInEveryForm(String written) {
        assertThat(IpAddress.parse(written).orElseThrow().isLoopback()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"::ffff:192.0.2.1, 192.0.2.1", "2001:DB8::1, 2001:db8:0::1"})
    void oneAddressInTwoFormsIsTheSame(String one, String other) {
        assertThat(IpAddress.parse(one)).isEqualTo(IpAddress.parse(other));
    }
}
