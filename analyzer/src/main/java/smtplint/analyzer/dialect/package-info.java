/**
 * Who said what, when: turns the lines of a recording into transcript lines. One class per dialect. The only protocol
 * knowledge here is where content runs.
 */
@NullMarked
package smtplint.analyzer.dialect;

import org.jspecify.annotations.NullMarked;
