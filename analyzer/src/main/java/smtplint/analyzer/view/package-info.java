/** Pictures of what was understood: a session as a sequence, a message's way as hops; as text, SVG and Mermaid. */
@NullMarked
package smtplint.analyzer.view;

import org.jspecify.annotations.NullMarked;
