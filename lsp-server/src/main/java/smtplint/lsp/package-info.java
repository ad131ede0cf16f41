/**
 * The editor door: the language server protocol in, the analyzer's reports out. The only package that knows lsp4j; it
 * holds no knowledge of mail beyond the words it shows.
 */
@NullMarked
package smtplint.lsp;

import org.jspecify.annotations.NullMarked;
