package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** No input makes the message reader fail, whatever is cut off or garbled. */
class MessageRobustnessTest {
    private static final String NESTED = """
            From MAILER-DAEMON Sun Nov 22 10:00:00 2026
            Return-Path: <alice@example.com>
            Received: from mail.example.com (mail.example.com [192.0.2.1])
            \tby mx.example.net (Postfix) with ESMTPS id 4X; Sun, 22 Nov 2026 10:00:00 +0000 (UTC)
            From: "Alice \\"A\\" Example" (she) <@a.example,@b.example:alice@example.com>, J. Doe <j@example.org>
            To: friends: bob@example.net, "c d"@example.net;, undisclosed:;
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            Message-ID: <1.2@example.com>
            References: <a@b> phrase <c@[192.0.2.3]>
            MIME-Version: 1.0 (x)
            Content-Type: multipart/mixed; boundary="a"; x*0="1"

            preamble
            --a
            Content-Type: multipart/digest; boundary=ab

            --ab

            Subject: inner

            text
            --ab--
            --a
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            caf=C3=A9 =
            end=
            --a
            Content-Type: image/png; name=x y.png
            Content-Transfer-Encoding: base64

            aGVsbG8gd29ybGQ=
            --a--
            epilogue
            """;

    @Test
    void readsEveryPrefixOfAMessage() {
        byte[] lf = NESTED.getBytes(StandardCharsets.UTF_8);
        byte[] crlf = NESTED.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= lf.length; i++) read(Arrays.copyOf(lf, i));
        for (int i = 0; i <= crlf.length; i++) read(Arrays.copyOf(crlf, i));
    }

    @Test
    void readsAMessageWithoutAnyOneOfItsOctets() {
        byte[] whole = NESTED.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < whole.length; i++) {
            byte[] cut = new byte[whole.length - 1];
            System.arraycopy(whole, 0, cut, 0, i);
            System.arraycopy(whole, i + 1, cut, i, cut.length - i);
            read(cut);
        }
    }

    @Test
    void readsGarbledMessages() {
        Random random = new Random(20261122);
        byte[] whole = NESTED.getBytes(StandardCharsets.UTF_8);
        byte[] alphabet = "\r\n\t :;,<>()[]\"\\@.-=aFT0\0\u00e9".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3000; round++) {
            byte[] garbled = whole.clone();
            for (int i = 0; i < 12; i++)
                garbled[random.nextInt(garbled.length)] = alphabet[random.nextInt(alphabet.length)];
            read(garbled);
        }
    }

    @Test
    void readsRandomOctets() {
        Random random = new Random(1);
        byte[] alphabet = "\r\n\n\n :;,<>()[]\"\\@.-=aFT0\0\u00e9From:To:--a".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) bytes[i] = alphabet[random.nextInt(alphabet.length)];
            read(bytes);
        }
    }

    @Test
    void nestingBeyondTheLimitStaysOpaque() {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 400; i++)
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        StringBuilder embedded = new StringBuilder();
        for (int i = 0; i < 400; i++) embedded.append("Content-Type: message/rfc822\n\n");
        assertThat(depth(read(deep.toString().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(MessageLimits.DEFAULT.mimeDepth());
        read(embedded.toString().getBytes(StandardCharsets.UTF_8));
        read("(".repeat(50_000).getBytes(StandardCharsets.UTF_8));
        read(("From: " + "(".repeat(50_000) + "\n").getBytes(StandardCharsets.UTF_8));
        read(("From: " + "<".repeat(200_000) + "\n").getBytes(StandardCharsets.UTF_8));
        read(("To: " + "a@b, ".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8));
        read(("To: " + "a b ".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static int depth(Message message) {
        int depth = 0;
        var part = message.body();
        while (part.multipart().isPresent() && !part.multipart().get().parts().isEmpty()) {
            part = part.multipart().get().parts().get(0);
            depth++;
        }
        return depth;
    }

    private static Message read(byte[] bytes) {
        Message message = new MessageReader().read(SourceText.of(bytes), Message.Context.TRANSFERRED);
        RealMessagesTest.assertInside(
                message,
                new Span(0, bytes.length),
                new String(bytes, 0, Math.min(bytes.length, 2000), StandardCharsets.UTF_8));
        return message;
    }
}
