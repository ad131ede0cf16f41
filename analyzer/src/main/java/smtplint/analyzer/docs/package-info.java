/** Prints rules from their declarations: pages, hover, explain. */
@NullMarked
package smtplint.analyzer.docs;

import org.jspecify.annotations.NullMarked;
