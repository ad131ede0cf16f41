/**
 * Token sources and readers: transcript lines and bytes in, model records out. The only users of ANTLR. Readers return
 * what was understood and what was not; they never throw for bad input.
 */
@NullMarked
package smtplint.analyzer.syntax;

import org.jspecify.annotations.NullMarked;
