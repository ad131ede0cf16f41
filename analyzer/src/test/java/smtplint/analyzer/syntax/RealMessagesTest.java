package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Messages that real programs wrote, and those that torture parsers: all are read, whatever is wrong with them. */
class RealMessagesTest {
    @Test
    void readsEveryMessageWithSpansInsideIt() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Suites.data().resolve("messages"))) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(files).isNotEmpty();
        long octets = 0;
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            octets += bytes.length;
            Message message = new MessageReader().read(SourceText.of(bytes), Message.Context.STORED);
            assertInside(message, new Span(0, bytes.length), file.toString());
        }
        System.out.println("read " + files.size() + " messages, " + octets + " octets");
    }

    static void assertInside(Node node, Span whole, String name) {
        assertThat(whole.covers(node.span()))
                .as("%s in %s: %s", node.span(), name, node.getClass())
                .isTrue();
        node.children(child -> assertInside(child, whole, name));
    }
}
