package smtplint.analyzer.model;

import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.Span;

/**
 * Content of one DATA command or one BDAT chunk.
 *
 * @param visible the recording shows it
 * @param dot the lone dot that ended DATA content; absent for a chunk, or when it never came
 * @param message the message in it, of DATA content that is shown whole; of BDAT the last chunk has it
 */
public record DataBlock(boolean visible, ContentFacts facts, Optional<Span> dot, Optional<Message> message, Span span)
        implements Node {
    @Override
    public long traits() {
        return Trait.CONTENT.when(visible) | Trait.ODD_OCTETS.when(facts.isOdd());
    }

    @Override
    public void children(Consumer<Node> visitor) {
        message.ifPresent(visitor);
    }
}
