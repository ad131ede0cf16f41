package smtplint.analyzer.dialect;

import java.util.List;

/**
 * How well a dialect fits a file.
 *
 * @param confidence 0 to 1
 * @param reasons in words
 */
record Fit(double confidence, List<String> reasons) {
    static final Fit NONE = new Fit(0, List.of());

    Fit {
        confidence = Math.max(0, Math.min(1, confidence));
        reasons = List.copyOf(reasons);
    }

    static Fit of(double confidence, String... reasons) {
        return new Fit(confidence, List.of(reasons));
    }
}
