package smtplint.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes UTF-8 text to a stream, buffered. When the reader has gone, says so once: {@link Closed}. */
final class Output implements AutoCloseable {
    private static final int SIZE = 1 << 16;

    private final OutputStream stream;
    private final byte[] buffer = new byte[SIZE];
    private int used;

    Output(OutputStream stream) {
        this.stream = stream;
    }

    /** Nobody reads any more, as after {@code | head}. */
    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Closed(IOException cause) {
            super(cause);
        }
    }

    Output print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (bytes.length > SIZE - used) drain();
            if (bytes.length > SIZE) {
                stream.write(bytes);
            } else {
                System.arraycopy(bytes, 0, buffer, used, bytes.length);
                used += bytes.length;
            }
        } catch (IOException gone) {
            throw new Closed(gone);
        }
        return this;
    }

    Output println(String text) {
        return print(text).print("\n");
    }

    void flush() {
        try {
            drain();
            stream.flush();
        } catch (IOException gone) {
            throw new Closed(gone);
        }
    }

    private void drain() throws IOException {
        int length = used;
        used = 0;
        stream.write(buffer, 0, length);
    }

    @Override
    public void close() {
        flush();
        try {
            stream.close();
        } catch (IOException gone) {
            throw new Closed(gone);
        }
    }
}
