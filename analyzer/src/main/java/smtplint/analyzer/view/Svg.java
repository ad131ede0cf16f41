package smtplint.analyzer.view;

/** Writes one SVG picture that is readable by itself, on a light page and on a dark one. */
final class Svg {
    /** Columns of a monospaced font at 12 px, in px. */
    static final double COLUMN = 7.23;

    private static final String STYLE = """
            <style>
            .page{fill:#fff}.box{fill:#f2f5f9;stroke:#8a97a8}.line{stroke:#a9b4c2;stroke-width:1}
            .arrow{stroke:#3b4a5e;stroke-width:1.4;fill:none}.head{fill:#3b4a5e}
            .good{stroke:#1a7f4b}.good.head{fill:#1a7f4b}.bad{stroke:#b3261e}.bad.head{fill:#b3261e}
            .soft{stroke-dasharray:5 4}.band{fill:#1a7f4b;opacity:.08}.bar{fill:#4f7dbd;opacity:.75}
            text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1c2530}
            .dim{fill:#5d6b7c}.warn{fill:#b3261e}.ok{fill:#1a7f4b}.name{font-weight:600}
            @media (prefers-color-scheme:dark){
            .page{fill:#14181d}.box{fill:#222a33;stroke:#66758a}.line{stroke:#46525f}
            .arrow{stroke:#b7c4d4}.head{fill:#b7c4d4}.good{stroke:#5fd199}.good.head{fill:#5fd199}
            .bad{stroke:#ff8a80}.bad.head{fill:#ff8a80}.band{fill:#5fd199;opacity:.10}.bar{fill:#7fa8e0}
            text{fill:#e4eaf1}.dim{fill:#9aa8b8}.warn{fill:#ff8a80}.ok{fill:#5fd199}}
            </style>
            """;

    private final StringBuilder out = new StringBuilder();
    private final int width;
    private final int height;

    /** @param title what a screen reader says of the picture */
    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\">\n<title>")
                .append(escaped(title))
                .append("</title>\n")
                .append(STYLE);
        rect("page", 0, 0, width, height, 0);
    }

    Svg rect(String style, double x, double y, double width, double height, int radius) {
        out.append("<rect class=\"").append(style).append('"');
        attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
        if (radius > 0) attribute("rx", radius);
        out.append("/>\n");
        return this;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"").append(style).append('"');
        attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
        out.append("/>\n");
        return this;
    }

    /** A line with a head at its second end; it runs across or down. */
    Svg arrow(String style, double x1, double y1, double x2, double y2) {
        line("arrow " + style, x1, y1, x2, y2);
        double back = 7;
        double side = 4;
        boolean down = x1 == x2;
        double way = Math.signum(down ? y2 - y1 : x2 - x1);
        out.append("<path class=\"head ")
                .append(style)
                .append("\" d=\"M")
                .append(number(x2))
                .append(' ')
                .append(number(y2));
        point(down ? x2 - side : x2 - way * back, down ? y2 - way * back : y2 - side);
        point(down ? x2 + side : x2 - way * back, down ? y2 - way * back : y2 + side);
        out.append("Z\"/>\n");
        return this;
    }

    private void point(double x, double y) {
        out.append('L').append(number(x)).append(' ').append(number(y));
    }

    /** @param anchor start, middle or end */
    Svg text(String style, String anchor, double x, double y, String text) {
        return text(style, anchor, x, y, text, text);
    }

    /** @param whole what pointing at it shows, where the text had to be cut */
    Svg text(String style, String anchor, double x, double y, String text, String whole) {
        out.append("<text class=\"")
                .append(style)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append('"');
        attribute("x", x).attribute("y", y);
        out.append('>').append(escaped(text));
        if (!whole.equals(text)) out.append("<title>").append(escaped(whole)).append("</title>");
        out.append("</text>\n");
        return this;
    }

    private Svg attribute(String name, double value) {
        out.append(' ').append(name).append("=\"").append(number(value)).append('"');
        return this;
    }

    private static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    /** The text cut to what fits. */
    static String fit(String text, double width) {
        int columns = Math.max(1, (int) (width / COLUMN));
        return text.length() <= columns ? text : text.substring(0, columns - 1) + "…";
    }

    /** Text as XML 1.0 allows it: other characters, and halves of pairs, are shown as U+FFFD. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean allowed = c == '\t'
                            || c >= ' ' && c != 0x7f && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff;
                    safe.appendCodePoint(allowed ? c : 0xfffd);
                }
            }
        });
        return safe.toString();
    }

    Picture finish() {
        return new Picture(out.append("</svg>\n").toString(), width, height);
    }
}
