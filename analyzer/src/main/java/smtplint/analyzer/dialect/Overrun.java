package smtplint.analyzer.dialect;

import smtplint.analyzer.source.Span;

/**
 * A limit that a transcript went over.
 *
 * @param what is limited, in words
 * @param fatal nothing can be said of what went over it
 */
public record Overrun(String what, long limit, Span at, boolean fatal) {}
