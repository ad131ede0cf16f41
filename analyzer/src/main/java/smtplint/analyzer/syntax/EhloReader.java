package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Verb;

/** Reads the service extensions out of the reply to EHLO or LHLO. */
public final class EhloReader {
    private EhloReader() {}

    public static Offers offers(Verb hello, Reply reply) {
        return Offers.NONE;
    }
}
