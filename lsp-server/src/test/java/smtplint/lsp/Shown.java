package smtplint.lsp;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** A document in an editor, below the protocol: its text with a "‸" where the cursor stands. */
final class Shown {
    private static final String CURSOR = "‸";

    private final Analysis analysis;
    private final int cursor;

    private Shown(String name, String marked) {
        String text = marked.replace(CURSOR, "");
        cursor = EditorText.of(marked.substring(0, Math.max(0, marked.indexOf(CURSOR))))
                .bytes()
                .length;
        OpenDocuments documents = new OpenDocuments();
        documents.open("untitled:" + name, "smtp", 1, text);
        ServerLog log = new ServerLog();
        ServerSettings settings = ServerSettings.read(new JsonObject(), log);
        analysis = new Analyses(log).of(documents.find("untitled:" + name).orElseThrow(), settings);
    }

    static Shown transcript(String marked) {
        return new Shown("a.smtp", marked);
    }

    static Shown message(String marked) {
        return new Shown("a.eml", marked);
    }

    Analysis analysis() {
        return analysis;
    }

    /** The hover as plain text, empty when there is none. */
    String hover() {
        return hover(false);
    }

    String hover(boolean markdown) {
        Optional<Hover> hover = new HoverFeature(Encoding.UTF16, markdown)
                .hover(analysis, analysis.text().positions(Encoding.UTF16).position(cursor));
        return hover.map(h -> h.getContents().getRight().getValue()).orElse("");
    }

    /** One line for each symbol, indented: name, then detail in brackets. */
    String outline() {
        StringBuilder lines = new StringBuilder();
        for (Either<SymbolInformation, DocumentSymbol> symbol : new SymbolsFeature(Encoding.UTF16).tree(analysis))
            print(symbol.getRight(), "", lines);
        return lines.toString();
    }

    private static void print(DocumentSymbol symbol, String indent, StringBuilder lines) {
        lines.append(indent).append(symbol.getName());
        if (!symbol.getDetail().isEmpty())
            lines.append(" [").append(symbol.getDetail()).append(']');
        lines.append('\n');
        symbol.getChildren().forEach(child -> print(child, indent + "  ", lines));
    }

    /** "first-last" of each fold, lines counted from 1. */
    List<String> folds() {
        return new FoldingFeature(Encoding.UTF16, 1_000)
                .ranges(analysis).stream()
                        .map(f -> (f.getStartLine() + 1) + "-" + (f.getEndLine() + 1))
                        .collect(Collectors.toList());
    }
}
