import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Milliseconds from the start of the server's process to its first diagnostics, over several starts:
 *
 * <pre>java lsp-server/measure/FirstDiagnostics.java [FILE [STARTS [COMMAND...]]]</pre>
 *
 * FILE is samples/relay.eml, STARTS 15, COMMAND ./smtplint-lsp when left out.
 */
final class FirstDiagnostics {
    private FirstDiagnostics() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "samples/relay.eml");
        int starts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        List<String> command = arguments.length > 2
                ? Arrays.asList(arguments).subList(2, arguments.length)
                : List.of("./smtplint-lsp");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        once(command, file, text);
        long[] initialized = new long[starts];
        long[] diagnosed = new long[starts];
        long memory = 0;
        for (int i = 0; i < starts; i++) {
            long[] took = once(command, file, text);
            initialized[i] = took[0];
            diagnosed[i] = took[1];
            memory = Math.max(memory, took[2]);
        }
        System.out.printf("%s, %d starts, ms from process start (median, worst)%n", file.getFileName(), starts);
        print("initialize answered", initialized);
        print("first diagnostics", diagnosed);
        if (memory > 0) System.out.printf("%-22s %6d MB%n", "resident memory", memory);
    }

    private static void print(String what, long[] times) {
        Arrays.sort(times);
        System.out.printf("%-22s %6d %6d%n", what, times[times.length / 2], times[times.length - 1]);
    }

    private static long[] once(List<String> command, Path file, String text) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream out = server.getOutputStream();
                InputStream in = new BufferedInputStream(server.getInputStream())) {
            send(out, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"processId\":null,\"rootUri\":null,"
                    + "\"capabilities\":{}}}");
            await(in, "\"id\":1");
            long initialized = millisSince(start);
            send(out, "{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}");
            send(out, "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":"
                    + quoted(file.toUri().toString()) + ",\"languageId\":\"eml\",\"version\":1,\"text\":" + quoted(text)
                    + "}}}");
            await(in, "textDocument/publishDiagnostics");
            long diagnosed = millisSince(start);
            long memory = residentMegabytes(server.pid());
            send(out, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}");
            await(in, "\"id\":2");
            send(out, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
            server.waitFor();
            return new long[] {initialized, diagnosed, memory};
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long residentMegabytes(long pid) throws IOException {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        if (!Files.exists(status)) return 0;
        for (String line : Files.readAllLines(status))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        return 0;
    }

    private static void send(OutputStream out, String message) throws IOException {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static void await(InputStream in, String mark) throws IOException {
        while (!read(in).contains(mark)) {}
    }

    private static String read(InputStream in) throws IOException {
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in))
            if (line.startsWith("Content-Length:")) length = Integer.parseInt(line.substring(15).strip());
        if (length < 0) throw new IOException("the server closed its output");
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) if (b != '\r') line.append((char) b);
        return line.toString();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
            else json.append(c);
        }
        return json.append('"').toString();
    }
}
