// The clauses of a Received field and its date-time, RFC 5321 §4.4 and RFC 5322 §3.6.7. Comments are kept: they say most.
// The words "from", "by", "via", "with", "id" and "for" are tokens. Total: what makes no clause stands in a value.
parser grammar Received;
options { tokenVocab = ImfTokens; }

received : opening=value clauses+=clause* ( semis+=SEMI value clauses+=clause* )* EOF;
clause   : keyword=( FROM | BY | VIA | WITH | ID | FOR ) value;
value    : ( ATOM | QUOTED_STRING | DOMAIN_LITERAL | COMMENT | LT | GT | COMMA | STRAY )*;
