// Content-Type, Content-Disposition, Content-Transfer-Encoding and MIME-Version, RFC 2045 §4, §5.1, §6.1, RFC 2183 §2.
// Comments and white space are gone; an ATOM is a token of RFC 2045 §5.1. Loose values are accepted, the reader marks them.
parser grammar MimeParameters;
options { tokenVocab = ImfTokens; }

contentType : type=ATOM SLASH subtype=ATOM ( SEMI parameters+=parameter? )* EOF;
disposition : type=ATOM ( SEMI parameters+=parameter? )* EOF;
encoding    : token=ATOM EOF;
mimeVersion : ATOM+ EOF;                       // "1.(comment)0" is two tokens
attribute   : single=parameter EOF;

parameter   : name=ATOM EQUALS value;
value       : ( ATOM | QUOTED_STRING | SLASH | EQUALS | COLON | AT | COMMA | LT | GT | DOMAIN_LITERAL | STRAY )*;
