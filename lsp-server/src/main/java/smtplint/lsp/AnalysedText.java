package smtplint.lsp;

/**
 * The bytes that are judged, and how the client sees them.
 *
 * @param fromDisk the file's own bytes, not the editor's text
 */
record AnalysedText(byte[] bytes, LineStarts lines, Decoding decoding, boolean fromDisk) {

    static AnalysedText of(EditorText text) {
        return new AnalysedText(text.bytes(), text.lines(), Decoding.UTF_8, false);
    }

    Positions positions(Encoding encoding) {
        return new Positions(bytes, lines, decoding, encoding);
    }
}
