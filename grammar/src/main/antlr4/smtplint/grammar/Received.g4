// The clauses of a Received field and its date-time, RFC 5321 §4.4 and RFC 5322 §3.6.7. Comments are kept: they say most.
// The words "from", "by", "via", "with", "id" and "for" are tokens. Total: what makes no clause stands before or in one.
parser grammar Received;
options { tokenVocab = ImfTokens; }

received : ~( FROM | BY | VIA | WITH | ID | FOR | SEMI )* clauses+=clause*
           ( semis+=SEMI ~( FROM | BY | VIA | WITH | ID | FOR | SEMI )* clauses+=clause* )* EOF;
clause   : keyword=( FROM | BY | VIA | WITH | ID | FOR ) ~( FROM | BY | VIA | WITH | ID | FOR | SEMI )*;
