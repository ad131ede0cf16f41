package smtplint.lsp;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Starts the server over standard input and output. Standard output belongs to the protocol: whatever else writes there
 * is sent to standard error first. This class names no type of lsp4j, which the verifier would load before that.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.setOut(System.err);
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.exit(StdioServer.serve(in, out));
    }
}
