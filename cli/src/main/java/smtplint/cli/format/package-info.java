/** Findings in, text out: code frames for people, records for programs. Formats are pure; nothing here writes. */
@NullMarked
package smtplint.cli.format;

import org.jspecify.annotations.NullMarked;
