/** Questions and answers of the DNS: the only package that may touch the network, and only when asked to. */
@NullMarked
package smtplint.analyzer.dns;

import org.jspecify.annotations.NullMarked;
