package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.Span;

/**
 * The service extensions that the last accepted EHLO or LHLO listed.
 *
 * @param known false where the reply was not seen, or may have been cut: then nothing can be said to be missing
 */
public record Offers(boolean known, List<Offer> list) {
    public static final Offers UNKNOWN = new Offers(false, List.of());
    public static final Offers NONE = new Offers(true, List.of());

    public Offers {
        list = List.copyOf(list);
    }

    /**
     * One ehlo-line (RFC 5321 §4.1.1.1).
     *
     * @param wellFormed false when keyword or parameters break the grammar
     */
    public record Offer(Text keyword, List<Text> parameters, boolean wellFormed, Span span) {
        public Offer {
            parameters = List.copyOf(parameters);
        }

        public boolean is(String word) {
            return keyword.is(word);
        }
    }

    /** The same offers, of which there may be more. */
    public Offers asUnknown() {
        return known ? new Offers(false, list) : this;
    }

    public Optional<Offer> find(String keyword) {
        for (Offer offer : list) if (offer.is(keyword)) return Optional.of(offer);
        return Optional.empty();
    }

    public boolean has(String keyword) {
        return find(keyword).isPresent();
    }

    /** True when the offers are known and this one is not among them. */
    public boolean lacks(String keyword) {
        return known && !has(keyword);
    }
}
