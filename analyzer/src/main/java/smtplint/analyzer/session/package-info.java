/** Walks a dialogue once and says which command got which reply, in which state, in which transaction. */
@NullMarked
package smtplint.analyzer.session;

import org.jspecify.annotations.NullMarked;
