package smtplint.analyzer.syntax;

import java.util.Optional;
import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.SmtpCommand;

/** BDAT: the size of the chunk, and LAST. RFC 3030 §2. */
final class BdatReader {
    private static final int MOST_DIGITS = 18;

    private final Parsing<SmtpCommand> arguments;

    BdatReader(Parsing<SmtpCommand> arguments) {
        this.arguments = arguments;
    }

    Command.Bdat read(Command.Line line, SourceText text) {
        return arguments
                .parse(text, text.start(), text.end(), SmtpCommand::bdat)
                .filter(bdat -> bdat.chunkSize != null)
                .map(bdat -> bdat(line, text, bdat))
                .orElseGet(() -> missing(line, text));
    }

    private static Command.Bdat missing(Command.Line line, SourceText text) {
        SyntaxProblem problem = new SyntaxProblem(text.span(text.end(), text.end()), "the number of octets");
        return new Command.Bdat(line, -1, false, Optional.of(problem), Optional.empty());
    }

    private static Command.Bdat bdat(Command.Line line, SourceText text, SmtpCommand.BdatContext bdat) {
        Text digits = Words.text(text, bdat.chunkSize);
        long size = size(digits.value());
        Token marker = bdat.endMarker;
        boolean last = marker != null && Words.text(text, marker).is("LAST");
        Optional<SyntaxProblem> problem = Optional.empty();
        if (size < 0) {
            problem = Optional.of(new SyntaxProblem(digits.span(), "the number of octets"));
        } else if (marker != null && !last) {
            problem = Optional.of(new SyntaxProblem(Words.text(text, marker).span(), "\"LAST\""));
        } else if (marker != null) {
            int extra = Words.skipSpace(text, ((TableToken) marker).end());
            if (extra < text.end())
                problem = Optional.of(new SyntaxProblem(text.span(extra, text.end()), "the end of the line"));
        }
        return new Command.Bdat(line, size, last, problem, Optional.empty());
    }

    private static long size(String digits) {
        if (digits.length() > MOST_DIGITS) return -1;
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            size = size * 10 + digit;
        }
        return size;
    }
}
