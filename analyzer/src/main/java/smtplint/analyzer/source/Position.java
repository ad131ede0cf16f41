package smtplint.analyzer.source;

/** A place as people read it: line and column from 1, the column in code points. */
public record Position(int line, int column) {}
