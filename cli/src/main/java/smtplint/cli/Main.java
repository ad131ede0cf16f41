package smtplint.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.List;

/** Where the launcher comes in. */
public final class Main {
    private Main() {}

    /** The launcher knows which streams are terminals: {@code -Dsmtplint.terminals=out,err}. */
    public static void main(String[] args) {
        String terminals = System.getProperty("smtplint.terminals", "");
        Shell shell = new Shell(
                // Bare, it asks for the length of what it reads, which a pipe has none of.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                terminals.contains("out"),
                terminals.contains("err"),
                System.getenv(),
                System::nanoTime,
                System::currentTimeMillis);
        int exit = Program.run(List.of(args), shell);
        Runtime.getRuntime().halt(exit);
    }
}
