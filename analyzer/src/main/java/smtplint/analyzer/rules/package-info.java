/**
 * What a rule is, and the families that declare them. A rule judges nodes of the model; it reads no text, keeps no state
 * and knows no other rule.
 */
@NullMarked
package smtplint.analyzer.rules;

import org.jspecify.annotations.NullMarked;
