/**
 * The input as bytes: texts with their place in the file, lines, positions, and what a recording preserves. Knows
 * nothing of mail.
 */
@NullMarked
package smtplint.analyzer.source;

import org.jspecify.annotations.NullMarked;
