package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.model.EncodedWord;
import smtplint.analyzer.model.EncodedWord.Place;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;

/**
 * Finds the encoded-words of a field body (RFC 2047), those in places where none may stand too. One pass: quotes,
 * comments and angle brackets are followed on the way, so that each word's place is known.
 */
final class EncodedWords {
    private final SourceText body;
    private final FieldName.Form form;
    private final int end;
    private final List<EncodedWord> words = new ArrayList<>(2);
    private boolean quoted;
    private boolean inAngle;
    private int comments;

    private EncodedWords(SourceText body, FieldName.Form form) {
        this.body = body;
        this.form = form;
        this.end = body.end();
    }

    static List<EncodedWord> of(SourceText body, FieldName.Form form) {
        return new EncodedWords(body, form).read();
    }

    private List<EncodedWord> read() {
        int i = body.start();
        while (i < end) {
            int c = body.at(i);
            int next = c == '=' && i + 1 < end && body.at(i + 1) == '?' ? word(i) : i;
            if (next > i) {
                i = next;
                continue;
            }
            if (c == '\\' && (quoted || comments > 0)) i++;
            else if (form != FieldName.Form.UNSTRUCTURED) follow(c);
            i++;
        }
        return words;
    }

    private void follow(int c) {
        if (quoted) quoted = c != '"';
        else if (c == '(') comments++;
        else if (comments > 0) comments -= c == ')' ? 1 : 0;
        else if (c == '"') quoted = true;
        else if (c == '<') inAngle = true;
        else if (c == '>') inAngle = false;
    }

    /** The offset behind the word that begins here; the same offset when it is none. */
    private int word(int start) {
        int charsetEnd = token(start + 2);
        if (charsetEnd == start + 2 || !isQuestionMark(charsetEnd)) return start;
        int encodingEnd = token(charsetEnd + 1);
        if (!isQuestionMark(encodingEnd)) return start;
        int textStart = encodingEnd + 1;
        int textEnd = textStart;
        while (textEnd < end && !isPair(textEnd, '?', '=') && !beginsAnother(textEnd)) textEnd++;
        boolean terminated = isPair(textEnd, '?', '=');
        if (!terminated) textEnd = firstSpace(textStart, textEnd);
        int stop = terminated ? textEnd + 2 : textEnd;
        Place place = place(start, stop);
        words.add(new EncodedWord(
                text(start + 2, languageStart(start + 2, charsetEnd)),
                text(charsetEnd + 1, encodingEnd),
                text(textStart, textEnd),
                terminated,
                isEdge(start - 1, place, '(') && isEdge(stop, place, ')'),
                place,
                body.span(start, stop)));
        return stop;
    }

    /** In "=?=" the first octet is base64 padding, and the word ends behind it. */
    private boolean beginsAnother(int at) {
        return isPair(at, '=', '?') && !isPair(at + 1, '?', '=');
    }

    /** Octets of a token: no especials, no white space, no controls (RFC 2047 §2). */
    private int token(int from) {
        int i = from;
        while (i < end && body.at(i) > ' ' && "()<>@,;:\"/[]?.=".indexOf(body.at(i)) < 0) i++;
        return i;
    }

    private int languageStart(int from, int to) {
        int i = from;
        while (i < to && body.at(i) != '*') i++;
        return i;
    }

    private int firstSpace(int from, int to) {
        int i = from;
        while (i < to && body.at(i) > ' ') i++;
        return i;
    }

    private Place place(int start, int stop) {
        if (form == FieldName.Form.UNSTRUCTURED) return Place.TEXT;
        if (comments > 0) return Place.COMMENT;
        if (form == FieldName.Form.CONTENT_TYPE) return Place.PARAMETER;
        if (form == FieldName.Form.ADDRESS_LIST) {
            if (quoted) return Place.QUOTED_STRING;
            boolean inSpec =
                    inAngle || stop < end && body.at(stop) == '@' || start > body.start() && body.at(start - 1) == '@';
            return inSpec ? Place.ADDRESS : Place.PHRASE;
        }
        return inAngle ? Place.ADDRESS : Place.STRUCTURED;
    }

    /** True when the octet outside a word separates it from its neighbours. */
    private boolean isEdge(int at, Place place, char parenthesis) {
        if (at < body.start() || at >= end || body.at(at) <= ' ') return true;
        return place == Place.COMMENT && body.at(at) == parenthesis;
    }

    private boolean isQuestionMark(int at) {
        return at < end && body.at(at) == '?';
    }

    private boolean isPair(int at, char first, char second) {
        return at + 1 < end && body.at(at) == first && body.at(at + 1) == second;
    }

    private Text text(int from, int to) {
        return Text.of(body, from, to);
    }
}
