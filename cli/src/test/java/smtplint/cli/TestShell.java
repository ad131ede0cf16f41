package smtplint.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A shell to run the program in: what goes in is given, what comes out is kept. */
final class TestShell {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Map<String, String> environment = new HashMap<>();
    byte[] in = new byte[0];
    boolean terminal;

    Shell shell() {
        return new Shell(
                new ByteArrayInputStream(in),
                out,
                err,
                terminal,
                false,
                environment,
                () -> 0,
                () -> 1_795_305_600_000L);
    }

    int run(String... words) {
        return Program.run(List.of(words), shell());
    }

    int check(Checker.Judge judge, String... words) throws UsageError {
        Arguments arguments = Arguments.read(List.of(words));
        Shell shell = shell();
        return CheckCommand.run(arguments, shell, CheckOptions.of(arguments, shell), judge);
    }

    String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String complaints() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
