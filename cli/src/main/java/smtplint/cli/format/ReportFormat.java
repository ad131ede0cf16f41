package smtplint.cli.format;

import smtplint.analyzer.lint.Report;

/** One form of a report. Its parts are text that is made wherever the finding is, and printed in input order. */
public interface ReportFormat {

    /** Where a finding stands: its file, and the text to quote from. */
    record Context(String path, Report report, Places places, Secrets secrets) {}

    /** Before all findings. */
    default String begin() {
        return "";
    }

    String finding(Placed placed, Context context);

    /** Between two findings. */
    default String separator() {
        return "";
    }

    /** After the findings of an input. */
    default String file(FileRecord record) {
        return "";
    }

    /** After all inputs. */
    String end(Summary summary);
}
