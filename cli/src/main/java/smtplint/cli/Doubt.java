package smtplint.cli;

import java.util.Arrays;
import java.util.List;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.lint.InputKind;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Ascii;
import smtplint.cli.input.Input;

/**
 * How sure a reading must be in a file that was met in a folder. There what a file is called counts too: a program quotes
 * sessions in its texts, and a page of documentation has lines like header fields. Who names a file has it judged.
 */
enum Doubt {
    /** What programs write mail and recordings to: whatever could be read is judged. */
    RECORDING(0, 0, 0, "eml email mime msg mbx mbox smtp log txt trace transcript pcap pcapng cap"),
    /** Programs and what is made of them. */
    PROGRAM(
            Doubt.NEVER,
            Doubt.NEVER,
            Doubt.NEVER,
            "java class jar kt kts scala groovy gradle c h cc cpp cxx hpp hh cs go rs rb py pyc pyi pl pm php js mjs cjs"
                    + " jsx ts mts cts tsx vue swift m lua el lisp clj ex exs erl hs ml r jl sql sh bash zsh fish ps1 bat"
                    + " g4 g y l tokens interp so o a dll exe bin wasm map lock css scss less"),
    /** Pages and data, which may hold a recording: one that leaves no doubt. */
    PAGE(
            0.95,
            Doubt.NEVER,
            0.95,
            "md markdown rst adoc asciidoc tex texi org html htm xhtml xml xsd svg json jsonl ndjson json5 yml yaml toml"
                    + " ini cfg conf properties csv tsv vsix png jpg jpeg gif ico pdf svgz"),
    /** Names that tell nothing. A guess must be as sure as one that is not remarked upon. */
    OTHER(0, 0.6, 0.5, "");

    private static final double NEVER = 2;
    private static final List<Doubt> NAMED = List.of(RECORDING, PROGRAM, PAGE);

    private final double known;
    private final double guessed;
    private final double message;
    private final List<String> extensions;

    /**
     * @param known the confidence that a recording in a known dialect needs
     * @param guessed that of one whose form or sides are guessed
     * @param message that of a message
     */
    Doubt(double known, double guessed, double message, String extensions) {
        this.known = known;
        this.guessed = guessed;
        this.message = message;
        this.extensions = Arrays.asList(extensions.split(" "));
    }

    /** True where the reading of a file that nobody named is too doubtful to be judged. */
    static boolean of(Input input, Report report) {
        return input.found() && of(input.name()).isAbout(report);
    }

    static Doubt of(String name) {
        if (InputKind.isMessageName(name)) return RECORDING;
        int dot = name.lastIndexOf('.');
        // ".git" has no extension.
        String extension = dot > 0 ? Ascii.lower(name.substring(dot + 1)) : "";
        for (Doubt doubt : NAMED) if (doubt.extensions.contains(extension)) return doubt;
        return OTHER;
    }

    private boolean isAbout(Report report) {
        return switch (report.kind()) {
            // Their first octets leave no doubt.
            case CAPTURE, MBOX, UNKNOWN -> false;
            case MESSAGE -> report.confidence() < message;
            case TRANSCRIPT, LOG -> report.confidence() < (DialectDetector.isGuess(report.dialect()) ? guessed : known);
        };
    }
}
