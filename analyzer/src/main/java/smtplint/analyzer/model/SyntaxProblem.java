package smtplint.analyzer.model;

import smtplint.analyzer.source.Span;

/** Where a grammar refused the text, and what it would have taken there, in words: "a domain", "\">\"". */
public record SyntaxProblem(Span span, String expected) {}
