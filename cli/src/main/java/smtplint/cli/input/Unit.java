package smtplint.cli.input;

/**
 * Bytes that are judged by themselves: a whole file, or one message of an mbox.
 *
 * @param byteBase bytes of the file before it
 * @param lineBase lines of the file before it
 * @param number of the message in its mbox, from 1; 0 for a whole file
 */
public record Unit(byte[] bytes, long byteBase, long lineBase, int number) {}
