package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;

/** Reads a recording that is too large to keep, piece by piece, however it is cut, and hands on each session as it ends. */
public interface SessionStream {
    /** Takes the next octets of the file. The array may be used again afterwards. */
    void take(byte[] bytes, int count);

    /** The file ended; what is still open is handed on. */
    void finish();

    /** What is known of the file, its sessions left out. Places are those in {@link #aside}. */
    Recording recording();

    /** The lines that the recording speaks of. */
    SourceText aside();
}
