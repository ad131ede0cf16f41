package smtplint.analyzer.dialect;

/** A dialect that may be the right one. */
record Candidate(Dialect dialect, Fit fit) {
    double confidence() {
        return fit.confidence();
    }

    String inWords() {
        return dialect.name() + ", " + Math.round(fit.confidence() * 100) + " %";
    }
}
