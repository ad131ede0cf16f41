package smtplint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nbb\r\n", "a\nbb\r\n", "a\r\nbb\n", "a\rbb\r", "a\rbb\n", "a\n\nbb", "\r\n\r\n", ""})
    void takesTheFilesBytesWhateverTheLineEndsThatTheEditorUnified(String disk) {
        String unified = disk.replace("\r\n", "\n").replace('\r', '\n');
        for (String ending : List.of("\n", "\r\n"))
            assertThat(match(disk.getBytes(StandardCharsets.UTF_8), unified.replace("\n", ending)))
                    .isPresent();
    }

    @Test
    void putsAFindingOnTheCharacterThatTheEditorShows() {
        AnalysedText text = match(bytes("one\rtwo\nthree\r\nfour", StandardCharsets.UTF_8), "one\ntwo\nthree\nfour")
                .orElseThrow();
        Positions positions = text.positions(Encoding.UTF16);
        assertThat(positions.position(4)).isEqualTo(new Position(1, 0));
        assertThat(positions.position(7)).isEqualTo(new Position(1, 3));
        assertThat(positions.position(14)).isEqualTo(new Position(2, 5));
        assertThat(positions.position(16)).isEqualTo(new Position(3, 1));
        assertThat(positions.offset(new Position(3, 1))).isEqualTo(16);
    }

    @Test
    void countsTheCharactersOfAFileThatTheEditorReadAsLatin1() {
        AnalysedText text = match(bytes("grün\r\näöü!", StandardCharsets.ISO_8859_1), "grün\näöü!")
                .orElseThrow();
        assertThat(text.decoding()).isEqualTo(Decoding.LATIN_1);
        assertThat(text.positions(Encoding.UTF16).position(9)).isEqualTo(new Position(1, 3));
        assertThat(text.positions(Encoding.UTF8).position(9)).isEqualTo(new Position(1, 6));
        assertThat(text.positions(Encoding.UTF8).offset(new Position(1, 6))).isEqualTo(9);
    }

    @Test
    void knowsTheWindowsPageByItsQuotes() {
        Charset windows = Charset.forName("windows-1252");
        assertThat(match(bytes("\u201ca\u20ac\u201d", windows), "\u201ca\u20ac\u201d")
                        .map(AnalysedText::decoding))
                .contains(Decoding.WINDOWS_1252);
    }

    /** An editor that reads Latin-1 as UTF-8 shows U+FFFD; the file's octets can still be judged. */
    @Test
    void seesThroughReplacementCharacters() {
        byte[] disk = {'g', 'r', (byte) 0xfc, 'n', ' ', (byte) 0xe2, (byte) 0x82, 'x', '\n'};
        String shown = new String(disk, StandardCharsets.UTF_8);
        AnalysedText text = match(disk, shown).orElseThrow();
        assertThat(text.decoding()).isEqualTo(Decoding.UTF_8);
        assertThat(text.positions(Encoding.UTF16).position(7)).isEqualTo(new Position(0, shown.indexOf('x')));
    }

    @Test
    void countsNoByteOrderMarkThatTheEditorHides() {
        AnalysedText text =
                match(bytes("\ufeffab\ncd", StandardCharsets.UTF_8), "ab\ncd").orElseThrow();
        assertThat(text.positions(Encoding.UTF16).position(0)).isEqualTo(new Position(0, 0));
        assertThat(text.positions(Encoding.UTF16).position(4)).isEqualTo(new Position(0, 1));
        assertThat(text.positions(Encoding.UTF16).position(7)).isEqualTo(new Position(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\nbx\n", "x\nbb\n", "a\nbb\n\n", "", "a bb\n"})
    void refusesAFileThatIsNotWhatTheEditorShows(String shown) {
        assertThat(match(bytes("a\r\nbb\r\n", StandardCharsets.UTF_8), shown)).isEmpty();
    }

    @Test
    void readsTheFileOnlyWhileTheDocumentIsNotModified(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("ein brief.eml"), "Subject: a\r\n\rb\n");
        String uri = file.toUri().toString();
        OpenDocuments documents = new OpenDocuments();
        documents.open(uri, "eml", 1, "Subject: a\n\nb\n");
        assertThat(documents.find(uri).orElseThrow().analysedText().fromDisk()).isTrue();
        documents.change(uri, 2, EditScript.insert(0, 0, "X"), Encoding.UTF16);
        assertThat(documents.find(uri).orElseThrow().analysedText().fromDisk()).isFalse();
        documents.change(uri, 3, EditScript.delete(0, 0, 1), Encoding.UTF16);
        assertThat(documents.find(uri).orElseThrow().analysedText().fromDisk()).isTrue();
        documents.change(uri, 4, EditScript.insert(0, 0, "X"), Encoding.UTF16);
        Files.writeString(file, "XSubject: a\n\nb\n");
        documents.save(uri);
        assertThat(documents.find(uri).orElseThrow().analysedText().fromDisk()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"untitled:Untitled-1", "file:///no/such/file.eml", "git:/a.eml?x", "no uri at all", "file:", ""})
    void takesTheEditorsTextWhereThereIsNoFile(String uri) {
        assertThat(DiskText.behind(uri, EditorText.of("a"))).isEmpty();
    }

    private static Optional<AnalysedText> match(byte[] disk, String shown) {
        return DiskText.matching(disk, EditorText.of(shown));
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }
}
