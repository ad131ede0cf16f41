package smtplint.lsp;

import java.net.IDN;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Mailbox;

/** The parts of an address, and both forms of an internationalised domain. */
final class AddressHover {
    private final HoverText text;

    AddressHover(HoverText text) {
        this.text = text;
    }

    void explain(Mailbox mailbox) {
        Mailbox.LocalPart local = mailbox.localPart();
        text.title("address", text.code(mailbox.address()));
        text.entry("local-part", text.code(local.value()) + (local.quoted() ? ", quoted" : "") + fault(local.fault()));
        if (mailbox.host().isEmpty()) {
            text.line("no domain");
            return;
        }
        Host host = mailbox.host().get();
        if (host instanceof Host.DomainName domain) {
            text.entry("domain", text.code(domain.value()) + fault(domain.fault()));
            text.entry("other form", otherForm(domain.value()));
        } else if (host instanceof Host.AddressLiteral literal) {
            text.entry(
                    "address literal",
                    text.code(literal.value()) + ", "
                            + Ascii.lower(literal.kind().name()));
        }
        boolean needsUtf8 = Ascii.hasNonAscii(local.value()) || Ascii.hasNonAscii(host.value());
        if (needsUtf8) text.line("needs SMTPUTF8 (RFC 6531)");
    }

    private static String fault(String fault) {
        return fault.isEmpty() ? "" : " – " + fault;
    }

    private String otherForm(String domain) {
        try {
            String other = Ascii.hasNonAscii(domain) ? IDN.toASCII(domain) : IDN.toUnicode(domain);
            return other.equalsIgnoreCase(domain) ? "" : text.code(other);
        } catch (IllegalArgumentException noDomain) {
            return "";
        }
    }
}
