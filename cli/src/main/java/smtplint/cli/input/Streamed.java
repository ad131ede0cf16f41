package smtplint.cli.input;

import java.util.Optional;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.source.SourceText;

/**
 * A part of a transcript that is too large to keep.
 *
 * @param of the file, as far as it was read
 * @param session absent for what is said of the file itself
 * @param aside the lines of which that is
 * @param consumed bytes of the file that were read since the part before
 */
public record Streamed(Recording of, Optional<StreamedSession> session, SourceText aside, long consumed) {}
