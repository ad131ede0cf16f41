package smtplint.cli.format;

/** One JSON object a line, as soon as it is known. */
final class JsonlFormat implements ReportFormat {
    @Override
    public String finding(Placed placed, Context context) {
        return RecordFormat.finding(placed, context) + "\n";
    }

    @Override
    public String file(FileRecord record) {
        return RecordFormat.file(record) + "\n";
    }

    @Override
    public String end(Summary summary) {
        return RecordFormat.summary(summary) + "\n";
    }
}
