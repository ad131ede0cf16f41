/**
 * The command line: arguments in, exit code out. Reads inputs, hands them to the analyzer, prints what it says. The only
 * module that writes to standard output.
 */
@NullMarked
package smtplint.cli;

import org.jspecify.annotations.NullMarked;
