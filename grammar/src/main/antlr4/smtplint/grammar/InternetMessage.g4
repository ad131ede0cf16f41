// A message over tokens of lines: one for each field with its folds, one for each opaque body. RFC 5322 §2, RFC 2046 §5.
// BEGIN and END tokens are virtual: the scanner knows the boundaries and closes what the input leaves open.
parser grammar InternetMessage;
options { tokenVocab = InternetMessageTokens; }

message   : content=entity EOF;

entity    : postmark=POSTMARK? fields+=( FIELD | JUNK )* separator=SEPARATOR? ( leaf=BODY | parts=multipart | inner=embedded )?;
multipart : MULTIPART_BEGIN preamble=BODY? bodyParts+=part* ( close=CLOSE_DELIMITER epilogue=BODY? )? MULTIPART_END;
part      : delimiter=DELIMITER content=entity;
embedded  : MESSAGE_BEGIN content=entity MESSAGE_END;
