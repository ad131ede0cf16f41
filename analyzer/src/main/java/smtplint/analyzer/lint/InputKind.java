package smtplint.analyzer.lint;

import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.source.Lines;
import smtplint.analyzer.source.SourceText;

/** How much an input looks like a message or an mbox: by its first lines, then by its name. */
public final class InputKind {
    private static final int LINES_READ = 60;
    private static final int LINES_OF_NOTICE = 500;
    private static final int LONGEST_LOOKED_AT = 200;

    private InputKind() {}

    /** True when it begins with the "From " line of an mbox, which a message of a Maildir does by mistake only. */
    public static boolean isMbox(SourceText source, String name) {
        return MboxSplitter.isPostmark(source, source.start()) && !isMaildirName(name);
    }

    /** "1795341600.M17P4.host", in cur with ":2," and flags behind it: the name of a message in a Maildir. */
    static boolean isMaildirName(String name) {
        int dot = name.indexOf('.');
        int second = name.indexOf('.', dot + 1);
        if (dot < 9 || dot > 11 || second < dot + 2 || second == name.length() - 1) return false;
        for (int i = 0; i < dot; i++) if (!Ascii.isDigit(name.charAt(i))) return false;
        return Ascii.isLetterOrDigit(name.charAt(dot + 1)) || name.charAt(dot + 1) == '_';
    }

    /** 0 to 1; from 0.5 it may be taken for a message where no dialect claims it with more. */
    static double messageLikelihood(SourceText source, String name) {
        Lines lines = new Lines(source);
        int fields = 0;
        int known = 0;
        int other = 0;
        for (int i = 0; i < LINES_READ && lines.next() && lines.length() > 0; i++) {
            int first = source.at(lines.start());
            if (first == ' ' || first == '\t') continue;
            int colon = fieldNameEnd(source, lines);
            if (colon < 0) {
                other++;
            } else {
                fields++;
                if (isKnown(source.string(lines.start(), colon).strip())) known++;
            }
        }
        double named = isMessageName(name) ? 0.3 : 0;
        if (greets(source)) return 0.3 + named;
        if (known >= 2 && fields > other) return Math.min(1, 0.95 + named);
        if (known == 1 && fields >= other) return 0.6 + named;
        if (fields > 0 && other <= fields) return 0.3 + named;
        return named + (fields > 0 ? 0.2 : 0);
    }

    /** No field begins so, and a session that holds a message does. */
    private static boolean greets(SourceText source) {
        int start = source.start();
        return source.startsWith("220 ", start) || source.startsWith("220-", start);
    }

    /** True when a message may be a notice that quotes a session: worth a closer look. */
    static boolean quotesASession(SourceText source) {
        Lines lines = new Lines(source);
        boolean notice = false;
        for (int i = 0; i < (notice ? LINES_OF_NOTICE : LINES_READ) && lines.next(); i++) {
            notice |= isOfNotice(source, lines);
            if (notice && quotes(source, lines)) return true;
        }
        return false;
    }

    /** Fields that programs write into notices. */
    private static boolean isOfNotice(SourceText source, Lines lines) {
        if (lines.length() < 8) return false;
        return switch (source.at(lines.start())) {
                    case 'F', 'f' -> lines.startsWith("From: ") && contains(source, lines, "aemon");
                    case 'T' -> lines.startsWith("To: postmaster") || lines.startsWith("To: Postmaster");
                    case 'X', 'x' -> lines.startsWith("X-Failed-Recipients:");
                    case 'R' -> lines.startsWith("Return-Path: <>");
                    case 'A' -> lines.startsWith("Auto-Submitted: auto-");
                    default -> false;
                }
                || lines.startsWith("From: ") && contains(source, lines, "AEMON");
    }

    private static boolean quotes(SourceText source, Lines lines) {
        return contains(source, lines, "Transcript of session follows")
                || contains(source, lines, "SMTP error from remote mail server after ");
    }

    private static boolean contains(SourceText source, Lines lines, String ascii) {
        int last = Math.min(lines.contentEnd(), lines.start() + LONGEST_LOOKED_AT) - ascii.length();
        for (int i = lines.start(); i <= last; i++) if (source.startsWith(ascii, i)) return true;
        return false;
    }

    private static boolean isKnown(String fieldName) {
        return FieldName.of(fieldName) != FieldName.OTHER
                || Ascii.lower(fieldName).startsWith("x-");
    }

    /** True when the name is one that programs give to messages. */
    public static boolean isMessageName(String name) {
        String lower = Ascii.lower(name);
        if (isMaildirName(name)) return true;
        return lower.endsWith(".eml") || lower.endsWith(".email") || lower.endsWith(".mime") || lower.endsWith(".msg");
    }

    /** The colon after a field name, -1 when the line is no field. */
    private static int fieldNameEnd(SourceText source, Lines lines) {
        for (int i = lines.start(); i < lines.contentEnd(); i++) {
            int c = source.at(i);
            if (c == ':') return i > lines.start() ? i : -1;
            // Allowed in a name, and met in JSON only.
            if (c == '"' || c == '{') return -1;
            if (c <= 32 && c != ' ' && c != '\t' || c >= 127) return -1;
        }
        return -1;
    }
}
