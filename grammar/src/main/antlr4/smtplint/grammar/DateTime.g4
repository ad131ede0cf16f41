// Date and time, RFC 5322 §3.3, with the obsolete years and zones of §4.3. Letters, digits and signs are tokens of their own.
// Whether the words and numbers mean a day, a month, a zone is the reader's to judge.
parser grammar DateTime;
options { tokenVocab = ImfTokens; }

dateTime : ( dayName=ATOM COMMA )? day=NUMBER month=ATOM year=NUMBER
           hour=NUMBER COLON minute=NUMBER ( COLON second=NUMBER )?
           ( sign=( PLUS | MINUS ) offset=NUMBER | zone=ATOM ) EOF;
