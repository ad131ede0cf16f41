package smtplint.cli.view;

import smtplint.analyzer.lint.Report;
import smtplint.analyzer.view.Picture;

/** Pictures and text of all inputs in one page that needs nothing else: no network, no script. */
public final class ModelHtml {
    public static final String START = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>smtplint view</title>
            <style>
            body{font:14px system-ui,sans-serif;margin:1.5rem auto;max-width:860px;padding:0 1rem;background:#fff;color:#1c2530}
            svg{display:block;max-width:100%;height:auto;margin:.5rem 0}
            h2{font-size:1rem;margin:1.5rem 0 .3rem;overflow-wrap:anywhere}
            pre{overflow-x:auto;font-size:12px;padding:.6rem;background:#f2f5f9}
            @media (prefers-color-scheme:dark){body{background:#14181d;color:#e4eaf1}pre{background:#222a33}}
            </style>
            </head>
            <body>
            """;
    public static final String END = "</body>\n</html>\n";

    private ModelHtml() {}

    public static String of(String path, Report report) {
        StringBuilder page =
                new StringBuilder("<section>\n<h2>").append(escaped(path)).append("</h2>\n");
        for (Picture picture : ModelPictures.pictures(report)) page.append(picture.svg());
        page.append("<details><summary>as text</summary>\n<pre>")
                .append(escaped(ModelText.of(path, report)))
                .append("</pre></details>\n</section>\n");
        return page.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
