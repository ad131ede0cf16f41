package smtplint.analyzer.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/** Finds the cid: URLs of HTML (RFC 2392), in attributes and in style sheets. */
final class HtmlProbe implements OctetProbe {
    private static final int MOST = 500;
    private static final int LONGEST = 300;
    private static final long CASE = 0x20202000L;
    private static final long CID = 'c' << 24 | 'i' << 16 | 'd' << 8 | ':';

    private final SourceText body;
    private final BodyFacts facts;
    private final ByteArrayOutputStream id = new ByteArrayOutputStream();
    private long recent;
    private boolean inside;
    private int start;

    HtmlProbe(SourceText body, BodyFacts facts) {
        this.body = body;
        this.facts = facts;
    }

    @Override
    public void look(byte octet, int at) {
        if (inside) {
            if (ends(octet)) finish(at);
            else if (id.size() < LONGEST) id.write(octet);
            return;
        }
        recent = recent << 8 | octet & 0xff;
        if (octet != ':' || (recent & 0xffffffffL | CASE) != CID || !begins((int) (recent >> 32 & 0xff))) return;
        inside = facts.contentIdReferences.size() < MOST;
        start = at + 1;
    }

    @Override
    public void end(int at) {
        if (inside) finish(at);
    }

    /** What stands before a URL: a quote, a bracket, white space, an equals sign. */
    private static boolean begins(int before) {
        return before <= ' ' || before == '"' || before == '\'' || before == '(' || before == '=' || before == ';';
    }

    private static boolean ends(byte octet) {
        return octet >= 0 && octet <= ' ' || "\"'<>)\\".indexOf(octet) >= 0;
    }

    private void finish(int at) {
        inside = false;
        recent = 0;
        if (id.size() > 0) {
            String value = unescaped(id.toString(StandardCharsets.UTF_8));
            facts.contentIdReferences.add(new Text(value, body.span(start, Math.max(start, at))));
        }
        id.reset();
    }

    /** Percent-encoding of a URL undone, and the one entity that HTML has in it. */
    private static String unescaped(String url) {
        String text = url.replace("&amp;", "&");
        if (text.indexOf('%') < 0) return text;
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low < 0) plain.append(text.charAt(i));
            else {
                plain.append((char) (high << 4 | low));
                i += 2;
            }
        }
        return plain.toString();
    }
}
