package smtplint.analyzer.capture;

import smtplint.analyzer.source.SourceText;

/** Watches for the reply to STARTTLS: after 220 what follows is no dialogue any more (RFC 3207). */
final class StartTls {
    private static final int READY = 220;

    private int owed;
    private int owedUpToStartTls;
    private boolean agreed;
    private boolean spoken;

    void command(boolean startsTls) {
        owed++;
        if (startsTls) owedUpToStartTls = owed;
    }

    void reply(int code) {
        if (owed > 0) owed--;
        if (owedUpToStartTls > 0 && --owedUpToStartTls == 0) agreed = code == READY;
    }

    /** True when TLS begins with these octets: what was agreed on in words the octets must show. */
    boolean begins(SourceText octets) {
        if (octets.isEmpty()) return false;
        int type = octets.at(octets.start());
        boolean oldHello = agreed && type >= 0x80;
        spoken = oldHello || Opening.isTlsRecord(octets, octets.start()) || agreed && type == 0x16;
        agreed = spoken;
        return spoken;
    }

    boolean isSpoken() {
        return spoken;
    }
}
