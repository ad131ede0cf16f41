package smtplint.analyzer.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the words that someone may have meant. */
public final class Spelling {
    private Spelling() {}

    /** At most three of the words, closest first; none that differs in more than a third of its letters. */
    public static List<String> closest(String word, Collection<String> words) {
        String offence = word.substring(word.indexOf('/') + 1);
        return words.stream()
                .filter(w -> w.endsWith("/" + offence) || distance(word, compared(word, w)) <= allowed(word, w))
                .sorted(Comparator.comparingInt((String w) -> distance(word, compared(word, w)))
                        .thenComparing(w -> w))
                .limit(3)
                .toList();
    }

    /** A word without a category is compared with what stands behind the category. */
    private static String compared(String word, String candidate) {
        return word.indexOf('/') < 0 ? candidate.substring(candidate.indexOf('/') + 1) : candidate;
    }

    private static int allowed(String word, String candidate) {
        return Math.max(2, compared(word, candidate).length() / 3);
    }

    /** True when one insertion, deletion, replacement or swap of neighbours turns one word into the other. */
    public static boolean isOneEditAway(String a, String b) {
        int from = 0;
        while (from < a.length() && from < b.length() && a.charAt(from) == b.charAt(from)) from++;
        int endA = a.length();
        int endB = b.length();
        while (endA > from && endB > from && a.charAt(endA - 1) == b.charAt(endB - 1)) {
            endA--;
            endB--;
        }
        return distance(a.substring(from, endA), b.substring(from, endB)) == 1;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) cost[i][0] = i;
        for (int j = 0; j <= b.length(); j++) cost[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
        return cost[a.length()][b.length()];
    }
}
