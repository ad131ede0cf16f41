/** The model in, pictures of it out: dialogues with states, hops and parts, and the whole of it as JSON. */
@NullMarked
package smtplint.cli.view;

import org.jspecify.annotations.NullMarked;
