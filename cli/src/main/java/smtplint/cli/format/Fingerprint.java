package smtplint.cli.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import smtplint.analyzer.source.Span;

/**
 * Knows a finding again in the next run: rule, selector and the offending bytes, never line numbers. Credentials do not
 * go into it.
 */
final class Fingerprint {
    private static final int LENGTH = 16;

    private Fingerprint() {}

    static String of(Placed placed, Places places, Secrets secrets) {
        MessageDigest digest = sha256();
        digest.update(placed.finding().rule().id().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(placed.at().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        Span span = placed.finding().span();
        int from = Math.min(span.start(), places.end());
        int to = Math.min(span.end(), places.end());
        if (secrets.isEmpty()) {
            digest.update(places.bytes(), from, to - from);
        } else {
            boolean[] hidden = secrets.hidden(places.bytes(), from, to);
            for (int i = from; i < to; i++) if (!hidden[i - from]) digest.update(places.bytes()[i]);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
