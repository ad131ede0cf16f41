package smtplint.cli.input;

import java.io.IOException;

/** An input, or a message of an mbox, is over the limit. */
public final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(long limit) {
        super("over the limit of " + (limit >> 20 > 0 ? (limit >> 20) + " MB" : limit + " bytes")
                + " for a message or session");
    }
}
