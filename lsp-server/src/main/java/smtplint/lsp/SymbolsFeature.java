package smtplint.lsp;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.SymbolTag;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** The outline as document symbols: a tree, or a list for clients that know no tree. */
final class SymbolsFeature {
    /** Larger outlines slow editors down; the last entry says how many are left out. */
    private static final int MOST = 5_000;

    private final Encoding encoding;

    SymbolsFeature(Encoding encoding) {
        this.encoding = encoding;
    }

    List<Either<SymbolInformation, DocumentSymbol>> tree(Analysis analysis) {
        return symbols(analysis).stream()
                .map(symbol -> Either.<SymbolInformation, DocumentSymbol>forRight(symbol))
                .toList();
    }

    /** Clients without trees get flat information with the name of what contains it. */
    @SuppressWarnings("deprecation")
    List<Either<SymbolInformation, DocumentSymbol>> flat(Analysis analysis) {
        List<Either<SymbolInformation, DocumentSymbol>> all = new ArrayList<>();
        flatten(symbols(analysis), "", analysis.document().uri(), all);
        return all;
    }

    @SuppressWarnings("deprecation")
    private static void flatten(
            List<DocumentSymbol> symbols,
            String container,
            String uri,
            List<Either<SymbolInformation, DocumentSymbol>> all) {
        for (DocumentSymbol symbol : symbols) {
            Location place = new Location(uri, symbol.getRange());
            all.add(Either.forLeft(new SymbolInformation(symbol.getName(), symbol.getKind(), place, container)));
            flatten(symbol.getChildren(), symbol.getName(), uri, all);
        }
    }

    private List<DocumentSymbol> symbols(Analysis analysis) {
        Tree tree = new Tree(analysis.text().positions(encoding));
        List<DocumentSymbol> symbols = tree.symbols(Outline.of(analysis.report()));
        if (tree.left >= 0) return symbols;
        List<DocumentSymbol> cut = new ArrayList<>(symbols);
        Range end = symbols.isEmpty()
                ? new Range()
                : symbols.get(symbols.size() - 1).getSelectionRange();
        cut.add(new DocumentSymbol("… " + -tree.left + " more", SymbolKind.Null, end, end));
        return cut;
    }

    private static final class Tree {
        private final Positions positions;
        private int left = MOST;

        Tree(Positions positions) {
            this.positions = positions;
        }

        List<DocumentSymbol> symbols(List<Outline> entries) {
            List<DocumentSymbol> symbols = new ArrayList<>();
            for (Outline entry : entries) {
                if (left-- <= 0) {
                    left -= entry.size() - 1;
                    continue;
                }
                Range whole = positions.range(entry.span().to(entry.name()));
                DocumentSymbol symbol =
                        new DocumentSymbol(entry.title(), kind(entry), whole, positions.range(entry.name()));
                symbol.setDetail(entry.detail());
                if (entry.rejected()) symbol.setTags(List.of(SymbolTag.Deprecated));
                symbol.setChildren(symbols(entry.children()));
                symbols.add(symbol);
            }
            return symbols;
        }

        private static SymbolKind kind(Outline entry) {
            return switch (entry.kind()) {
                case SESSION -> SymbolKind.Namespace;
                case TRANSACTION -> SymbolKind.Package;
                case EXCHANGE -> SymbolKind.Method;
                case MESSAGE -> SymbolKind.File;
                case FIELD -> SymbolKind.Field;
                case PART -> SymbolKind.Module;
            };
        }
    }
}
