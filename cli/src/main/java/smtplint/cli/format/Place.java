package smtplint.cli.format;

/**
 * A place in a file, which may be larger than one text.
 *
 * @param file from 0, of those that the text was put together from
 * @param offset bytes from the start of the file
 * @param line from 1
 * @param column code points from 1
 */
public record Place(int file, long offset, long line, int column) {}
