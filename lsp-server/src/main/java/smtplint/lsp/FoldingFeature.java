package smtplint.lsp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.source.Span;

/** What can be folded away: sessions, transactions, replies, header sections, folded fields, content, parts, bodies. */
final class FoldingFeature {
    private final Encoding encoding;
    private final int limit;

    FoldingFeature(Encoding encoding, int limit) {
        this.encoding = encoding;
        this.limit = limit;
    }

    List<FoldingRange> ranges(Analysis analysis) {
        Regions regions = new Regions(analysis.text().positions(encoding));
        analysis.report().sessions().forEach(regions::add);
        analysis.report().messages().forEach(regions::add);
        return regions.found.stream().limit(limit).toList();
    }

    private static final class Regions {
        private final Positions positions;
        private final List<FoldingRange> found = new ArrayList<>();
        private final Set<Long> lines = new HashSet<>();

        Regions(Positions positions) {
            this.positions = positions;
        }

        void add(Node node) {
            if (node instanceof HeaderSection section) fold(section.span(), FoldingRangeKind.Imports);
            else if (folds(node)) fold(node.span(), FoldingRangeKind.Region);
            node.children(this::add);
            if (node instanceof Message message) fold(body(message), FoldingRangeKind.Region);
            if (node instanceof Part part) part.header().ifPresent(header -> foldAfter(header, part));
        }

        /** The body of a part, from the empty line before it. */
        private void foldAfter(HeaderSection header, Part part) {
            fold(positions.lastLine(header.span()) + 1, positions.lastLine(part.span()), FoldingRangeKind.Region);
        }

        private static boolean folds(Node node) {
            return node instanceof Session
                    || node instanceof Transaction
                    || node instanceof Reply
                    || node instanceof DataBlock
                    || node instanceof Message
                    || node instanceof HeaderField
                    || node instanceof Part part && part.header().isPresent();
        }

        private static Span body(Message message) {
            return message.body().span();
        }

        /** A fold hides all lines but the first; two that start and end alike are one. */
        private void fold(Span span, String kind) {
            fold(positions.line(span.start()), positions.lastLine(span), kind);
        }

        private void fold(int first, int last, String kind) {
            if (last <= first || !lines.add((long) first << 32 | last)) return;
            FoldingRange range = new FoldingRange(first, last);
            range.setKind(kind);
            found.add(range);
        }
    }
}
