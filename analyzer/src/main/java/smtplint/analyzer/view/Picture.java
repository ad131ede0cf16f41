package smtplint.analyzer.view;

import java.util.List;

/** An SVG picture, whole in itself, and its size in pixels. */
public record Picture(String svg, int width, int height) {
    private static final int MARGIN = 12;

    /** Several pictures as one, below each other. */
    public static Picture stack(List<Picture> pictures) {
        if (pictures.size() == 1) return pictures.get(0);
        int width = 1;
        int height = 0;
        StringBuilder inner = new StringBuilder();
        for (Picture picture : pictures) {
            inner.append("<g transform=\"translate(0,").append(height).append(")\">\n");
            inner.append(picture.svg).append("</g>\n");
            height += picture.height + MARGIN;
            width = Math.max(width, picture.width);
        }
        String size = "viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"" + height + "\"";
        return new Picture(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + ">\n" + inner + "</svg>\n", width, height);
    }
}
