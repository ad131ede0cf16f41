package smtplint.lsp;

import java.util.Optional;

/**
 * One state of an open document; an edit makes a new one.
 *
 * @param serial numbers the states of all documents, so that two are the same when their numbers are
 * @param saved the text when it was opened or last saved
 */
record OpenDocument(String uri, String languageId, int version, long serial, EditorText text, EditorText saved) {

    /** True when nothing was typed since the last save, or all of it was taken back. */
    boolean isUnmodified() {
        return text == saved || text.sameAs(saved);
    }

    /** What to judge: the bytes on disk where they are what the client shows. */
    AnalysedText analysedText() {
        Optional<AnalysedText> disk = isUnmodified() ? DiskText.behind(uri, text) : Optional.empty();
        return disk.orElseGet(() -> AnalysedText.of(text));
    }

    /**
     * The last segment of the URI: the second clue to what the document is. One without an extension, not saved yet,
     * gets the language that the user chose.
     */
    String name() {
        String last = uri.substring(uri.lastIndexOf('/') + 1);
        return last.indexOf('.') >= 0 ? last : last + "." + languageId;
    }

    OpenDocument with(int newVersion, long newSerial, EditorText newText, EditorText newSaved) {
        return new OpenDocument(uri, languageId, newVersion, newSerial, newText, newSaved);
    }
}
