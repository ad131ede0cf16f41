/** Files and folders in, units of analysis out: walking, reading within the limits, cutting an mbox, workers in order. */
@NullMarked
package smtplint.cli.input;

import org.jspecify.annotations.NullMarked;
