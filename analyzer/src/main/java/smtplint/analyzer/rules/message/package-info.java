/** Rules about messages: header section, fields, trace, MIME structure, encodings. */
@NullMarked
package smtplint.analyzer.rules.message;

import org.jspecify.annotations.NullMarked;
