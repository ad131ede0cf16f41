package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.source.SourceText;

class MessageReaderTest {
    @Test
    void nestsPartsAndEmbeddedMessagesAndCountsThemAsImapDoes() {
        assertThat(outline("""
                        Content-Type: multipart/mixed; boundary=a

                        --a

                        text
                        --a
                        Content-Type: multipart/digest; boundary=b

                        --b

                        Subject: x

                        inner
                        --b--
                        --a
                        Content-Type: message/rfc822

                        Content-Type: multipart/mixed; boundary=c

                        --c
                        --c--
                        --a--
                        """)).isEqualTo("""
                         multipart/mixed closed
                        1 text/plain 4
                        2 multipart/digest closed
                        2.1 message/rfc822 message
                        2.1.1 text/plain 5
                        3 message/rfc822 message
                        3 multipart/mixed closed
                        3.1 text/plain 0
                        """);
    }

    @Test
    void closesWhatTheInputLeavesOpen() {
        assertThat(outline("Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: image/png\n\nx\n"))
                .isEqualTo(" multipart/mixed open\n1 image/png 2\n");
    }

    @Test
    void anOuterDelimiterEndsAnInnerMultipart() {
        assertThat(outline("Content-Type: multipart/mixed; boundary=a\n\n--a\n"
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--a--\n"))
                .isEqualTo(" multipart/mixed closed\n1 multipart/mixed open\n1.1 text/plain 1\n");
    }

    @Test
    void keepsOneJunkLineInTheHeaderWhenAFieldFollows() {
        HeaderSection header =
                read("From: a@example.com\njunk\nTo: b@example.net\n\nbody\n").header();
        assertThat(header.fields()).hasSize(3);
        assertThat(header.fields().get(1)).isInstanceOf(HeaderField.Junk.class);
        assertThat(header.ended()).isEqualTo(HeaderSection.End.EMPTY_LINE);
    }

    @Test
    void beginsTheBodyWhereTextFollowsTheFieldsAtOnce() {
        Message message = read("From: a@example.com\nHello there\nagain\n");
        assertThat(message.header().ended()).isEqualTo(HeaderSection.End.NO_SEPARATOR);
        assertThat(message.body().facts().lines).isEqualTo(2);
    }

    @Test
    void takesAFromLineForAPostmarkAndAFromFieldForAField() {
        assertThat(read("From a Sun Nov 22\nTo: b@example.net\n").postmark()).isPresent();
        assertThat(read("From : a@example.com\n").postmark()).isEmpty();
    }

    @Test
    void countsWhatBase64AndQuotedPrintableDecodeTo() {
        Part base64 = read("Content-Transfer-Encoding: base64\n\naGVsbG8=\n").body();
        assertThat(base64.facts().decodedOctets).isEqualTo(5);
        assertThat(base64.facts().base64Padding.any()).isFalse();
        Part cut = read("Content-Transfer-Encoding: base64\n\naGVsbG8\n").body();
        assertThat(cut.facts().base64Padding.total()).isEqualTo(1);
        Part quoted = read("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
                        + "caf=c3=A9 \nx=\ny =G1 =C3\n")
                .body();
        assertThat(quoted.facts().qpLowerCase.total()).isEqualTo(1);
        assertThat(quoted.facts().qpTrailingSpace.total()).isEqualTo(1);
        assertThat(quoted.facts().qpInvalidEscape.total()).isEqualTo(1);
        assertThat(quoted.facts().invalidUtf8.total()).isEqualTo(1);
    }

    private static Message read(String text) {
        return new MessageReader().read(SourceText.of(text), Message.Context.STORED);
    }

    private static String outline(String text) {
        StringBuilder outline = new StringBuilder();
        outline(read(text).body(), outline);
        return outline.toString();
    }

    private static void outline(Part part, StringBuilder outline) {
        outline.append(part.path()).append(' ').append(part.type()).append(' ');
        if (part.multipart().isPresent()) outline.append(part.multipart().get().closed() ? "closed" : "open");
        else if (part.message().isPresent()) outline.append("message");
        else outline.append(part.facts().octets);
        outline.append('\n');
        part.multipart().ifPresent(m -> m.parts().forEach(p -> outline(p, outline)));
        part.message().ifPresent(m -> outline(m.body(), outline));
    }
}
