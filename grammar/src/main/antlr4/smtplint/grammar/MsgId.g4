// Message-ID, Content-ID, In-Reply-To and References, RFC 5322 §3.6.4, with the obsolete phrases of §4.5.4.
// Comments and folding white space are gone.
parser grammar MsgId;
options { tokenVocab = ImfTokens; }

messageId : ids+=msgId EOF;
msgIds    : ( ids+=msgId | ATOM | QUOTED_STRING | DOT )* EOF;    // words between them: obsolete

msgId     : LT idLeft at=AT idRight GT;
idLeft    : ( ATOM | QUOTED_STRING ) ( DOT ( ATOM | QUOTED_STRING ) )*;
idRight   : DOMAIN_LITERAL | ATOM ( DOT ATOM )*;
