/** Measures smtplint on generated corpora, alone and beside peers in one run. Not shipped. */
@NullMarked
package smtplint.benchmarks;

import org.jspecify.annotations.NullMarked;
