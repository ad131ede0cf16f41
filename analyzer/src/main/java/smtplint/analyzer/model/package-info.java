/**
 * What was read, as records with spans: the dialogue, the session built from it, messages. The vocabulary of the
 * project, in the words of the RFCs. Methods are questions about the data; nothing here parses or reports.
 */
@NullMarked
package smtplint.analyzer.model;

import org.jspecify.annotations.NullMarked;
