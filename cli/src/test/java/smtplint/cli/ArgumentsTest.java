package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArgumentsTest {
    private static Arguments read(String line) throws UsageError {
        return Arguments.read(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'',                              CHECK,   ''",
                "a.smtp b.eml,                    CHECK,   a.smtp b.eml",
                "check a.smtp,                    CHECK,   a.smtp",
                "check --quiet - --jobs 2,        CHECK,   -",
                "check -- --quiet,                CHECK,   --quiet",
                "view x,                          VIEW,    x",
                "explain data/lone-dot,           EXPLAIN, data/lone-dot",
                "--version,                       VERSION, ''",
                "check --help,                    HELP,    check",
                "-h,                              HELP,    ''",
                "help view,                       HELP,    view"
            })
    void readsCommandAndOperands(String line, Command command, String operands) throws UsageError {
        Arguments arguments = read(line == null ? "-" : line);
        assertThat(arguments.command()).isEqualTo(command);
        assertThat(String.join(" ", arguments.operands())).isEqualTo(operands == null ? "-" : operands);
    }

    @Test
    void takesValuesAfterAnEqualsSignOrASpace() throws UsageError {
        Arguments arguments = read("--select=framing --select data,reply x.smtp --jobs 3");
        assertThat(arguments.all("--select")).containsExactly("framing", "data,reply");
        assertThat(arguments.number("--jobs", 1)).isEqualTo(3);
        assertThat(arguments.operands()).containsExactly("x.smtp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fromat json          | unknown option --fromat; did you mean --format?",
                "view --select framing  | unknown option --select",
                "rules --quiet          | unknown option --quiet",
                "--jobs                 | --jobs needs a value: N",
                "--quiet=yes            | --quiet takes no value",
                "-x                     | unknown option -x"
            })
    void explainsWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(UsageError.class).hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void helpOfACommandNamesAllItsOptions(Command command) {
        assertThat(HelpText.of(command)).contains(command.help());
        for (Option option : Option.of(command))
            assertThat(HelpText.of(command)).contains(option.name(), option.help());
        assertThat(HelpText.overview()).contains(command.word());
    }
}
