// A message over line tokens: a token for each line of a header section, one for each opaque body. RFC 5322 §2, RFC 2046 §5.
// BEGIN and END tokens are virtual: the scanner knows the boundaries and closes what the input leaves open.
parser grammar InternetMessage;
options { tokenVocab = InternetMessageTokens; }

message   : content=entity EOF;

entity    : postmark=POSTMARK? fields+=field* separator=SEPARATOR? ( leaf=BODY | parts=multipart | inner=embedded )?;
field     : first=( FIELD | JUNK ) folds+=FOLD*;
multipart : MULTIPART_BEGIN preamble=BODY? bodyParts+=part* ( close=CLOSE_DELIMITER epilogue=BODY? )? MULTIPART_END;
part      : delimiter=DELIMITER content=entity;
embedded  : MESSAGE_BEGIN content=entity MESSAGE_END;
