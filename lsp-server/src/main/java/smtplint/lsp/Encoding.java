package smtplint.lsp;

import java.util.List;
import org.eclipse.lsp4j.PositionEncodingKind;

/** What a client counts in the "character" of a position. */
enum Encoding {
    UTF8(PositionEncodingKind.UTF8),
    UTF32(PositionEncodingKind.UTF32),
    UTF16(PositionEncodingKind.UTF16);

    private final String kind;

    Encoding(String kind) {
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    /** The first of ours that the client offers; UTF-16 for a client that offers nothing. */
    static Encoding negotiate(List<String> offered) {
        for (Encoding encoding : values()) if (offered.contains(encoding.kind)) return encoding;
        return UTF16;
    }

    int units(int codePoint) {
        return switch (this) {
            case UTF8 -> Utf8.length(codePoint);
            case UTF16 -> Character.charCount(codePoint);
            case UTF32 -> 1;
        };
    }
}
