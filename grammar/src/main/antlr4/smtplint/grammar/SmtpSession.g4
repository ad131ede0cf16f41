// A recorded SMTP session over line tokens: one token a line, one for a whole content block. RFC 5321 §2.1, §4.1, §4.2.
// CLIENT, SERVER and REPLY_END are virtual: the scanner marks who speaks next and where a reply closed or broke off.
parser grammar SmtpSession;
options { tokenVocab = SmtpSessionTokens; }

session      : ( clientTurn | serverTurn | event )* EOF;
clientTurn   : CLIENT ( command | bdat | authResponse | content )*;
serverTurn   : SERVER reply*;

command      : COMMAND;
bdat         : BDAT ( CHUNK | ELIDED_CHUNK )?;
authResponse : AUTH_RESPONSE;
content      : CONTENT | ELIDED_CONTENT | UNFINISHED_CONTENT;
reply        : ( REPLY_MORE | REPLY_LAST | REPLY_JUNK )+ REPLY_END;
event        : EVENT;
