// Address lists of header fields and the path of Return-Path, RFC 5322 §3.4 and §3.4.1, obsolete forms of §4.4 included.
// Comments and folding white space are gone: they may stand between any two tokens. Runs of words are judged by the reader.
parser grammar ImfAddress;
options { tokenVocab = ImfTokens; }

addressList : elements+=address? ( COMMA elements+=address? )* EOF; // empty elements: obsolete
singleton   : element=address EOF;
returnPath  : ( path=angleAddr | bare=addrSpec ) EOF;              // without angle brackets: accepted

address     : angle=angleAddr
            | ( ATOM | QUOTED_STRING | DOT | DOMAIN_LITERAL )+ ( at=AT host=domain angle=angleAddr? | angle=angleAddr | colon=COLON members=groupList semi=SEMI )?
            ;
groupList   : elements+=mailbox? ( COMMA elements+=mailbox? )*;
mailbox     : angle=angleAddr
            | ( ATOM | QUOTED_STRING | DOT | DOMAIN_LITERAL )+ ( at=AT host=domain angle=angleAddr? | angle=angleAddr )?
            ;
angleAddr   : LT ( GT | sourceRoute=route? spec=addrSpec GT );
route       : COMMA* AT hosts+=domain ( COMMA ( AT hosts+=domain )? )* COLON;
addrSpec    : ( ATOM | QUOTED_STRING | DOT | DOMAIN_LITERAL )+ ( at=AT host=domain )?;
domain      : DOMAIN_LITERAL | ( ATOM | DOT )+;
