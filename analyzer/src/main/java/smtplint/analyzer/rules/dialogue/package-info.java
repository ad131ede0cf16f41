/**
 * The rules about the dialogue of client and server: order and syntax of commands, pipelining, service extensions. They
 * judge exchanges, commands and sessions of the model; what lies inside the message is none of theirs.
 */
@NullMarked
package smtplint.analyzer.rules.dialogue;

import org.jspecify.annotations.NullMarked;
