// Texts of replies that have structure: the greeting and the lines of the reply to EHLO. RFC 5321 §4.1.1.1, §4.2.
// Lenient: any words are accepted, and the reader says which of them are no keyword, parameter or domain.
parser grammar SmtpReply;
options { tokenVocab = SmtpTokens; }

greeting     : SP? ( host=ARGUMENT text )? EOF;
ehloLine     : SP? ( ehloKeyword=ARGUMENT ( SP ehloParam+=ARGUMENT? )* )? EOF;
text         : ( SP | ARGUMENT )*;
