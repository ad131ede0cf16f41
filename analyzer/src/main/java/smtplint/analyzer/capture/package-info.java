/**
 * Packet captures: the packets of a file, the TCP streams in them, and what was said over those that speak SMTP or
 * LMTP, as lines with their place in the file. Stands beside {@code dialect}: bytes in, a recording out.
 */
@NullMarked
package smtplint.analyzer.capture;

import org.jspecify.annotations.NullMarked;
