package smtplint.analyzer.syntax;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import smtplint.analyzer.model.BodyFacts;

/** The MD5 of content in its canonical form: lines of text end in CRLF (RFC 1864 §2). */
final class DigestProbe implements OctetProbe {
    private final BodyFacts facts;
    private final boolean isText;
    private final MessageDigest digest = md5();
    private byte last;

    DigestProbe(BodyFacts facts, boolean isText) {
        this.facts = facts;
        this.isText = isText;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public void look(byte octet, int at) {
        if (isText && octet == '\n' && last != '\r') digest.update((byte) '\r');
        digest.update(octet);
        last = octet;
    }

    @Override
    public void end(int at) {
        facts.md5 = Base64.getEncoder().encodeToString(digest.digest());
    }
}
