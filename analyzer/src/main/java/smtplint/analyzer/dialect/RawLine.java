package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;

/**
 * A line of the file as it stands in the window that is being read.
 *
 * @param window whole lines of the file
 * @param start of the line in the window
 * @param end of it, its line end left out
 * @param offset of the line in the file
 * @param number of the line in the file, from 1
 */
record RawLine(SourceText window, int start, int end, long offset, long number) {}
