package smtplint.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] read(byte[] bytes) throws IOException {
        try (InputStream in = Gunzip.open(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    @Test
    void readsWhatIsZippedAndWhatOnlyIsNamedSo() throws IOException {
        byte[] text = "S: 220 mx\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(read(zipped(text))).isEqualTo(text);
        assertThat(read(text)).isEqualTo(text);
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void stopsAtWhatExpandsTooMuch() throws IOException {
        byte[] bomb = zipped(new byte[40 << 20]);
        assertThatThrownBy(() -> read(bomb)).isInstanceOf(IOException.class).hasMessageContaining("200 times");
    }

    @Test
    void saysThatItEndsTooEarly() throws IOException {
        byte[] whole = zipped("S: 220 mx\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> read(cut))
                .satisfies(e -> assertThat(InputReader.reason((IOException) e)).isEqualTo("ends too early"));
    }

    @Test
    void theNameInsideIsTheClue() {
        Input input = new Input("logs/mail.eml.gz", Optional.empty(), 0, false, false, Optional.empty());
        assertThat(input.name()).isEqualTo("mail.eml");
    }
}
