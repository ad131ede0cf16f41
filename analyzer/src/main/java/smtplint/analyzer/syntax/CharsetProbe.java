package smtplint.analyzer.syntax;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.source.SourceText;

/** Decodes text of a charset with several octets a character, piece by piece, and marks where it can't be decoded. */
final class CharsetProbe implements OctetProbe {
    private static final int PIECE = 512;

    private final SourceText body;
    private final BodyFacts facts;
    private final CharsetDecoder decoder;
    private final ByteBuffer octets = ByteBuffer.allocate(PIECE);
    private final int[] places = new int[PIECE];
    private final CharBuffer characters = CharBuffer.allocate(2 * PIECE);

    CharsetProbe(SourceText body, BodyFacts facts, CharsetDecoder decoder) {
        this.body = body;
        this.facts = facts;
        this.decoder =
                decoder.onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public void look(byte octet, int at) {
        places[octets.position()] = at;
        octets.put(octet);
        if (!octets.hasRemaining()) decode(false);
    }

    @Override
    public void end(int at) {
        decode(true);
    }

    /** What is left of a character at the end of a piece goes to the front of the next. */
    private void decode(boolean last) {
        octets.flip();
        while (true) {
            characters.clear();
            CoderResult result = decoder.decode(octets, characters, last);
            if (!result.isError()) break;
            DecodedOctets.mark(facts.outsideCharset, body, places[octets.position()]);
            octets.position(octets.position() + result.length());
        }
        int rest = octets.remaining();
        System.arraycopy(places, octets.position(), places, 0, rest);
        octets.compact();
        if (!octets.hasRemaining()) octets.clear();
    }
}
