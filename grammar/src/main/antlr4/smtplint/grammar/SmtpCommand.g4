// Arguments of the client commands that have structure, one start rule for each. RFC 5321 §4.1.1, §4.1.2; AUTH, BDAT.
// Lenient: what the reader can name (missing brackets, spaces, routes, names) is accepted here and judged by rules.
parser grammar SmtpCommand;
options { tokenVocab = SmtpTokens; }

hello        : SP? ( host=ARGUMENT rest=extra )? EOF;
mail         : SP? ( keyword=KEYWORD space=SP? )? reversePath=path? glued=esmtpParam? list=parameters EOF;
rcpt         : SP? ( keyword=KEYWORD space=SP? )? forwardPath=path? glued=esmtpParam? list=parameters EOF;
bdat         : SP? ( chunkSize=ARGUMENT ( SP ( endMarker=ARGUMENT rest=extra )? )? )? EOF;
auth         : SP? ( mechanism=ARGUMENT ( SP ( initialResponse=ARGUMENT rest=extra )? )? )? EOF;
extra        : ( SP | ARGUMENT )*;

path         : angle=bracketed | route=sourceRoute closing=GT? | phrase=localPart ( AT domain? )* ( closing=GT | angle=bracketed )?;
bracketed    : LT SP? ( route=sourceRoute | inner=mailbox )? closing=GT?;
sourceRoute  : route=aDL ( colon=COLON SP? inner=mailbox? )?;  // without the colon: a mailbox that lacks its local-part
aDL          : AT domain? ( COMMA SP? AT domain? )*;
mailbox      : localPart ( AT domain? )*;
localPart    : ( WORD | QUOTED | LITERAL | STRAY ) ( WORD | QUOTED | LITERAL | STRAY | SP | COMMA | COLON )*;
domain       : ( WORD | QUOTED | LITERAL | STRAY | SP )+;

parameters   : ( BREAK params+=esmtpParam? )*;
esmtpParam   : keyword=PARAM ( equals=EQUALS value=VALUE? )? | equals=EQUALS value=VALUE?;
