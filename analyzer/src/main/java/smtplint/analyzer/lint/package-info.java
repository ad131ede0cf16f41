/** Runs the rules over what was read and collects findings: the door that cli and lsp-server use. */
@NullMarked
package smtplint.analyzer.lint;

import org.jspecify.annotations.NullMarked;
