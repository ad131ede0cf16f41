package smtplint.cli.format;

/** The records of {@link JsonlFormat} as one document; findings stream, the records of files are kept until the end. */
final class JsonFormat implements ReportFormat {
    private final StringBuilder files = new StringBuilder();

    @Override
    public String begin() {
        return "{\"version\":" + RecordFormat.VERSION + ",\"findings\":[";
    }

    @Override
    public String finding(Placed placed, Context context) {
        return "\n" + RecordFormat.finding(placed, context);
    }

    @Override
    public String separator() {
        return ",";
    }

    @Override
    public String file(FileRecord record) {
        files.append(files.isEmpty() ? "\n" : ",\n").append(RecordFormat.file(record));
        return "";
    }

    @Override
    public String end(Summary summary) {
        return "],\n\"files\":[" + files + "],\n\"summary\":" + RecordFormat.summary(summary) + "}\n";
    }
}
