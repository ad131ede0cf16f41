// A recorded SMTP session over line tokens: one token a line, one for a whole content block. RFC 5321 §2.1, §4.1, §4.2.
// CLIENT, SERVER and REPLY_END are virtual: the scanner marks who speaks next and where a reply closed or broke off.
parser grammar SmtpSession;
options { tokenVocab = SmtpSessionTokens; }

session    : ( clientTurn | serverTurn | EVENT )* EOF;
clientTurn : CLIENT ( COMMAND | AUTH_RESPONSE | CONTENT | CHUNK )*;
serverTurn : SERVER reply*;
reply      : replyLine+ REPLY_END;
replyLine  : REPLY_MORE | REPLY_LAST | REPLY_JUNK;
