/** Pictures of what was read, as text: the dialogue with its states, a message with its hops and parts. */
@NullMarked
package smtplint.analyzer.view;

import org.jspecify.annotations.NullMarked;
