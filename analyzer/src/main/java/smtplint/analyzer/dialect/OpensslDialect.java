package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** openssl s_client: what the server said, amid what TLS said. */
final class OpensslDialect extends MarkedDialect {

    OpensslDialect() {
        super(
                "openssl-s_client",
                "openssl s_client -starttls smtp -crlf -connect mx.example.com:25",
                Set.of(LINES),
                "the client; all before TLS but one line",
                "bare replies amid what TLS said",
                """
                CONNECTED(00000003)
                depth=0 CN = mx.example.com
                verify return:1
                ---
                250 PIPELINING
                250 2.0.0 ok
                221 bye
                """);
    }

    @Override
    Fit fit(Head head) {
        for (SourceText line : head.lines()) {
            boolean connected = line.startsWith("CONNECTED(", line.start()) && line.startsWith(")", line.end() - 1);
            if (connected || line.startsWith("CONNECTION ESTABLISHED", line.start()))
                return Fit.of(0.9, "\"" + line + "\"");
        }
        return Fit.NONE;
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        return LineShape.replyCode(line) > 0 ? Optional.of(new Mark(Kind.SERVER, line)) : Optional.empty();
    }
}
