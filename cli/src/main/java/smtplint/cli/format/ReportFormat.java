package smtplint.cli.format;

import java.util.List;
import smtplint.analyzer.lint.Report;

/** One form of a report. Its parts are text that is made wherever the finding is, and printed in input order. */
public interface ReportFormat {

    /**
     * Where findings stand, and the text to quote from.
     *
     * @param paths the file, or the two that hold a side each of one session
     */
    record Context(List<String> paths, Report report, Places places, Secrets secrets) {
        public Context {
            paths = List.copyOf(paths);
        }

        String path(Place place) {
            return paths.get(place.file());
        }
    }

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
