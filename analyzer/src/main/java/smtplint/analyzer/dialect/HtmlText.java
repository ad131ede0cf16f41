package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Text that a program wrote as HTML: the few entities that it uses, and the line break at the end. */
final class HtmlText {
    private static final String[] ENTITIES = {"&lt;", "&gt;", "&amp;", "&quot;", "&#039;", "&#39;"};
    private static final String OCTETS = "<>&\"''";

    private HtmlText() {}

    static SourceText read(SourceText html) {
        TextAssembler out = new TextAssembler(html.length());
        int i = html.start();
        while (i < html.end() && !html.startsWith("<br", i)) {
            int entity = entityAt(html, i);
            if (entity < 0) {
                out.copy(html, i, i + 1);
                i++;
            } else {
                int end = i + ENTITIES[entity].length();
                out.add(OCTETS.charAt(entity), html.span(i, end));
                i = end;
            }
        }
        return out.text();
    }

    private static int entityAt(SourceText html, int at) {
        if (html.at(at) != '&') return -1;
        for (int i = 0; i < ENTITIES.length; i++) if (html.startsWith(ENTITIES[i], at)) return i;
        return -1;
    }
}
