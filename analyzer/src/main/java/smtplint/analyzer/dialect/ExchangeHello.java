package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Takes the reply to EHLO apart again, which Exchange's receive log joins to one row: at the keywords that it offers. */
final class ExchangeHello {
    private static final Set<String> KEYWORDS = Set.of(
            "SIZE",
            "PIPELINING",
            "DSN",
            "ENHANCEDSTATUSCODES",
            "STARTTLS",
            "AUTH",
            "8BITMIME",
            "BINARYMIME",
            "CHUNKING",
            "SMTPUTF8",
            "TURN",
            "ETRN",
            "VRFY",
            "HELP",
            "OK");

    private ExchangeHello() {}

    /** True for a row that holds more than one line. */
    static boolean isJoined(SourceText data) {
        boolean hello = LineShape.contains(data, " Hello ") || data.startsWith("250  ", data.start());
        return hello && LineShape.replyCode(data) == 250 && data.at(data.start() + 3) == ' ';
    }

    /** The lines of the reply; what stands between them in the row is not shown. */
    static List<SourceText> lines(SourceText data) {
        List<SourceText> texts = texts(data);
        List<SourceText> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            SourceText text = texts.get(i);
            TextAssembler out = new TextAssembler(text.length() + 4);
            String hyphen = i < texts.size() - 1 ? "-" : " ";
            if (i == 0) out.copy(data, data.start(), data.start() + 3);
            else out.addUnseen("250", text.span().start());
            out.addUnseen(hyphen, text.span().start());
            out.copy(text, text.start(), text.end());
            lines.add(out.text());
        }
        return lines;
    }

    private static List<SourceText> texts(SourceText data) {
        List<SourceText> texts = new ArrayList<>();
        int from = LineShape.skipBlanks(data, data.start() + 3);
        int last = from;
        for (int at = from; at < data.end(); ) {
            int end = Marker.skipWord(data, at);
            if (at > from && isKeyword(data.string(at, end))) {
                texts.add(data.slice(from, last));
                from = at;
            }
            last = end;
            at = LineShape.skipBlanks(data, end);
        }
        texts.add(data.slice(from, Math.max(from, last)));
        return texts;
    }

    /** Exchange's own keywords begin with an X. */
    private static boolean isKeyword(String word) {
        boolean own = word.length() > 3 && word.charAt(0) == 'X';
        for (int i = 0; own && i < word.length(); i++) own = !Character.isLowerCase(word.charAt(i));
        return own || KEYWORDS.contains(word);
    }
}
