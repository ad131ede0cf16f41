package smtplint.analyzer.dialect;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Blocks of several dialects, one after the other, with other text between: made for one file. */
final class MixedDialect extends Dialect {
    static final String NAME = "mixed";

    private final List<Block> blocks;

    MixedDialect(List<Block> blocks) {
        super(name(blocks), "several programs", preserves(blocks), "what each of its dialects hides", "");
        this.blocks = List.copyOf(blocks);
    }

    private static String name(List<Block> blocks) {
        List<String> names = blocks.stream()
                .filter(block -> block.dialect().isPresent())
                .map(Block::name)
                .distinct()
                .toList();
        return names.size() == 1 ? names.get(0) : NAME;
    }

    /** What one of them keeps; a session has what its own dialect keeps. */
    private static Set<Evidence> preserves(List<Block> blocks) {
        Set<Evidence> all = EnumSet.noneOf(Evidence.class);
        blocks.forEach(block -> block.dialect().ifPresent(dialect -> all.addAll(dialect.preserves())));
        return all;
    }

    List<Block> blocks() {
        return blocks;
    }

    @Override
    boolean streams() {
        return false;
    }

    @Override
    Fit fit(Head head) {
        return Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(sessions);
    }

    private final class Reader implements LineReader {
        private static final LineReader NOBODY = (line, ending) -> {};
        private final Sessions sessions;
        private LineReader reader = NOBODY;
        private int next;
        private int number;

        private Reader(Sessions sessions) {
            this.sessions = sessions;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            if (next > 0 && number == blocks.get(next - 1).to()) leave();
            if (next < blocks.size() && number == blocks.get(next).from()) enter(blocks.get(next++));
            number++;
            reader.line(line, ending);
        }

        private void enter(Block block) {
            if (block.dialect().isEmpty()) return;
            Dialect dialect = block.dialect().get();
            sessions.startOver(dialect.preserves());
            reader = dialect.reader(block.head(), sessions);
        }

        private void leave() {
            reader.finish();
            reader = NOBODY;
        }

        @Override
        public void finish() {
            reader.finish();
        }
    }
}
