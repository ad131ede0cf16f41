package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.SmtpCommand;

/** The parameters of MAIL and RCPT, RFC 5321 §4.1.2. */
final class Parameters {
    private Parameters() {}

    static List<Parameter> read(
            SourceText source,
            SmtpCommand.@Nullable EsmtpParamContext glued,
            List<SmtpCommand.EsmtpParamContext> parameters) {
        if (glued == null && parameters.isEmpty()) return List.of();
        List<Parameter> read = new ArrayList<>(parameters.size() + 1);
        if (glued != null) read.add(parameter(source, glued));
        for (SmtpCommand.EsmtpParamContext parameter : parameters) read.add(parameter(source, parameter));
        return read;
    }

    private static Parameter parameter(SourceText source, SmtpCommand.EsmtpParamContext parameter) {
        int start = ((TableToken) parameter.start).start();
        int end = ((TableToken) parameter.stop).end();
        Text keyword = parameter.keyword == null ? Words.none(source, start) : Words.text(source, parameter.keyword);
        boolean wellFormed = isKeyword(keyword.value());
        Optional<Text> value = Optional.empty();
        if (parameter.equals != null) {
            value = Optional.of(
                    parameter.value == null ? Words.none(source, end) : Words.text(source, parameter.value));
            wellFormed &= isValue(value.get().value());
        }
        return new Parameter(keyword, value, wellFormed, source.span(start, end));
    }

    /** esmtp-keyword, and ehlo-keyword too. */
    static boolean isKeyword(String text) {
        if (text.isEmpty() || text.charAt(0) == '-') return false;
        for (int i = 0; i < text.length(); i++)
            if (!Ascii.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '-') return false;
        return true;
    }

    /** esmtp-value; characters above ASCII pass, as RFC 6531 §3.3 has them. */
    private static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 127 || c == '=') return false;
        }
        return !text.isEmpty();
    }
}
