package smtplint.analyzer.view;

/** Writes labels of Mermaid diagrams: what has a meaning there becomes an entity code. */
final class Mermaid {
    private static final String SPECIAL = "#;\"<>&{}[]|`\\%";

    private Mermaid() {}

    static String label(String text) {
        StringBuilder label = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            boolean plain = c >= ' ' && c != 0x7f && SPECIAL.indexOf(c) < 0;
            if (plain) label.appendCodePoint(c);
            else label.append('#').append(c < ' ' ? 32 : c).append(';');
        });
        return label.toString();
    }
}
