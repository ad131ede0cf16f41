package smtplint.analyzer.syntax;

import java.util.Optional;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.ImfAddress;
import smtplint.grammar.ImfAddress.AddressContext;
import smtplint.grammar.ImfAddress.AddressListContext;
import smtplint.grammar.ImfAddress.ReturnPathContext;

/** Reads address lists and the path of Return-Path (RFC 5322 §3.4, §3.6.7). */
final class AddressListReader {
    private final ImfLexer lexer = new ImfLexer(ImfClasses.ADDRESS);
    private final Parsing<ImfAddress> parsing = new Parsing<>(lexer, ImfAddress::new);

    AddressList read(SourceText text) {
        AddressBuilder builder = new AddressBuilder(lexer);
        Optional<AddressListContext> list = parsing.parse(text, text.start(), text.end(), ImfAddress::addressList);
        if (list.isPresent()) {
            for (AddressContext address : list.get().elements) builder.add(address);
            emptyElements(builder);
        } else new AddressElements(lexer, parsing, builder).read(text);
        return new AddressList(builder.addresses, builder.problems, builder.emptyElements);
    }

    /** Commas without an address before or after them; a list without any comma is empty, not obsolete. */
    private void emptyElements(AddressBuilder builder) {
        int last = lexer.count() - 1;
        for (int i = 0; i <= last; i++) {
            if (lexer.type(i) != ImfAddress.COMMA) continue;
            boolean first = i == 0;
            int before = first ? ImfAddress.COMMA : lexer.type(i - 1);
            if (before == ImfAddress.COMMA || before == ImfAddress.COLON || i == last)
                builder.emptyElements.add(lexer.span(i, i + 1));
        }
    }

    MailPath readPath(SourceText text) {
        AddressBuilder builder = new AddressBuilder(lexer);
        Optional<ReturnPathContext> path = parsing.parse(text, text.start(), text.end(), ImfAddress::returnPath);
        if (path.isPresent()) return builder.path(path.get().path, path.get().bare);
        String value = text.toString().strip();
        return new MailPath.Malformed(
                value, parsing.problem(text, text.start(), text.end(), ImfAddress::returnPath), text.span());
    }
}
