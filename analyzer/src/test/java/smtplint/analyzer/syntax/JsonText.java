package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads well-formed JSON into maps, lists, strings, doubles and booleans: enough for test data. */
public final class JsonText {
    private final String json;
    private int at;

    private JsonText(String json) {
        this.json = json;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String line) {
        return (Map<String, Object>) new JsonText(line).value();
    }

    private Object value() {
        space();
        char c = json.charAt(at);
        if (c == '{') return map();
        if (c == '[') return list();
        if (c == '"') return string();
        int from = at;
        while (at < json.length() && ",]} ".indexOf(json.charAt(at)) < 0) at++;
        String word = json.substring(from, at);
        if (word.equals("true") || word.equals("false")) return Boolean.valueOf(word);
        return word.equals("null") ? Void.TYPE : Double.valueOf(word);
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        for (space(); json.charAt(at) != '}'; space()) {
            if (json.charAt(at) == ',') at++;
            space();
            String key = string();
            space();
            at++;
            Object value = value();
            if (value != Void.TYPE) map.put(key, value);
        }
        at++;
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        for (space(); json.charAt(at) != ']'; space()) {
            if (json.charAt(at) == ',') at++;
            else list.add(value());
        }
        at++;
        return list;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (at++; json.charAt(at) != '"'; at++) {
            char c = json.charAt(at);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = json.charAt(++at);
            if (c == 'u') {
                text.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
                at += 4;
            } else text.append("nrtbf".indexOf(c) < 0 ? c : "\n\r\t\b\f".charAt("nrtbf".indexOf(c)));
        }
        at++;
        return text.toString();
    }

    private void space() {
        while (at < json.length() && json.charAt(at) <= ' ') at++;
    }
}
