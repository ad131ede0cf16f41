package smtplint.cli.format;

/**
 * A place in a file, which may be larger than one text.
 *
 * @param offset bytes from the start of the file
 * @param line from 1
 * @param column code points from 1
 */
public record Place(long offset, long line, int column) {}
