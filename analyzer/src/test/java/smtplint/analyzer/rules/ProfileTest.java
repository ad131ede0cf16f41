package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {

    @ParameterizedTest
    @EnumSource
    void namesOnlyWhatExists(Profile profile) {
        for (String name : profile.names()) {
            boolean known = Severity.of(name).isPresent()
                    || RuleCatalog.rules().stream()
                            .anyMatch(r -> r.id().equals(name) || r.category().equals(name));
            assertThat(known).as(name).isTrue();
        }
    }

    @Test
    void strictTurnsEveryWarningIntoAnError() {
        long warnings = RuleCatalog.rules().stream()
                .filter(r -> r.severity() == Severity.WARNING)
                .count();
        assertThat(Profile.STRICT.severities())
                .hasSize((int) warnings)
                .allSatisfy((id, severity) -> assertThat(severity).contains(Severity.ERROR));
    }

    @Test
    void laterLinesOutweighEarlierOnes() {
        assertThat(Profile.INTEROP.severities())
                .containsEntry("command-syntax/private-use-command", Optional.empty())
                .containsEntry("command-order/quit-missing", Optional.of(Severity.INFO));
    }
}
