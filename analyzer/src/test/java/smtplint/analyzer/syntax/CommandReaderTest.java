package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Lines and what was read from them: names, values and, after "@", the text that the span covers. */
class CommandReaderTest {
    private final CommandReader reader = new CommandReader(OneTokenAhead::new);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EHLO client.example.org | EHLO host client.example.org",
                "ehlo  [192.0.2.1]  more text | EHLO host [192.0.2.1 IPV4] extra 'more text'",
                "HELO | HELO",
                "HELO my_host | HELO host my_host(underscore)",
                "LHLO [IPv6:2001:db8::1] | LHLO host [2001:db8::1 IPV6]",
                "MAIL FROM:<> | keyword 'FROM:' null",
                "MAIL FROM:< > | keyword 'FROM:' malformed '< >' expects a mailbox between the brackets",
                "MAIL FROM: <a@example.com> | keyword 'FROM:' space ' ' <a@example.com>",
                "MAIL FROM :<a@example.com> | keyword 'FROM :' space ' ' <a@example.com>",
                "MAIL FROM <a@example.com> | <a@example.com>",
                "MAIL <a@example.com> | <a@example.com>",
                "MAIL FROM:a@example.com SIZE=1 X | keyword 'FROM:' a@example.com SIZE=1 X",
                "MAIL FROM:<a@example.com>SIZE= | keyword 'FROM:' <a@example.com> SIZE=(bad)",
                "MAIL FROM:<a@example.com | keyword 'FROM:' a@example.com",
                "RCPT TO:<postmaster> | keyword 'TO:' <postmaster>",
                "RCPT TO:<@r1.example,@r2.example:a@b.example> | keyword 'TO:' r1.example r2.example : <a@b.example>",
                "RCPT TO:<@relay.to:bob@from.to> | keyword 'TO:' relay.to : <bob@from.to>",
                "RCPT TO:<@example.com> | keyword 'TO:' <(empty local-part)@example.com>",
                "RCPT TO:<@a,@b:> | keyword 'TO:' malformed '@a,@b:' expects a mailbox after the route",
                "RCPT TO:Joe Doe <a@b.example> NOTIFY=NEVER | keyword 'TO:' name 'Joe Doe' <a@b.example> NOTIFY=NEVER",
                "RCPT TO:<\"a \\\" b\"@example.com> | keyword 'TO:' <a \" b[quoted]@example.com>",
                "RCPT TO:<a@b@example.com> | keyword 'TO:' <a@b(character \"@\")@example.com>",
                "RCPT TO:<a@[192.0.2.300]> | keyword 'TO:' <a@[192.0.2.300 MALFORMED]>",
                "RCPT TO:<a@> | keyword 'TO:' <a@(empty domain)>",
                "RCPT TO: | keyword 'TO:' malformed '' expects a path in brackets",
                "RCPT TO:<<a@example.com>> | keyword 'TO:' malformed 'TO:<<a@example.com>>' expects a mailbox or \">\"",
                "BDAT 10 LAST | 10 last",
                "BDAT x | -1 expects the number of octets",
                "BDAT 1 FIRST | 1 expects \"LAST\"",
                "AUTH PLAIN = | PLAIN initial '='",
                "AUTH | ''",
                "AUTH CRAM-MD5 a b | CRAM-MD5 initial 'a' extra 'b'",
                "NOOP x | NOOP",
                "FOO | unknown 'FOO'",
            })
    void readsTheParts(String line, String expected) {
        assertThat(print(read(line))).isEqualTo(expected);
    }

    @Test
    void leadingSpacesAreCountedAndNotPartOfTheVerb() {
        Command command = read("  quit now ");
        assertThat(command.line().leadingSpace()).isEqualTo(2);
        assertThat(command.verb().value()).isEqualTo("quit");
        assertThat(command.verb().span().start()).isEqualTo(2);
        assertThat(command.argument().value()).isEqualTo("now ");
    }

    @Test
    void anEmptyLineIsAnUnknownCommand() {
        assertThat(read("")).isInstanceOf(Command.Unknown.class);
    }

    @Test
    void noArgumentOfMailThrowsOrLeavesTheLine() {
        String characters = "<>@\"\\[]:,;= .aFROMTOé\t";
        Random random = new Random(5321);
        for (int round = 0; round < 4_000; round++) {
            StringBuilder line = new StringBuilder("MAIL FROM:");
            for (int i = random.nextInt(14); i > 0; i--)
                line.append(characters.charAt(random.nextInt(characters.length())));
            Command.Mail mail = (Command.Mail) read(line.toString());
            int end = line.toString().getBytes(StandardCharsets.UTF_8).length;
            assertThat(mail.reversePath().span().end()).as(line.toString()).isLessThanOrEqualTo(end);
            for (Parameter parameter : mail.parameters())
                assertThat(parameter.span().end()).isLessThanOrEqualTo(end);
        }
    }

    @Test
    void quotesThatNeverCloseCostLinearTime() {
        for (String piece : new String[] {"\"", "\\\"", "\"\\", "<", "[", "@", "@a,", "a ", "=", "\"<"}) {
            Command mail = read("MAIL FROM:" + piece.repeat(20_000 / piece.length()));
            assertThat(mail).isInstanceOf(Command.Mail.class);
        }
    }

    private Command read(String line) {
        SourceText text = SourceText.of(line);
        return reader.read(
                new TranscriptLine(TranscriptLine.Kind.CLIENT, text, LineEnding.UNKNOWN, -1, false, text.span()));
    }

    private static String print(Command command) {
        if (command instanceof Command.Hello hello)
            return hello.kind()
                    + hello.host().map(h -> " host " + print(h)).orElse("")
                    + (hello.extra().isEmpty() ? "" : " extra '" + hello.extra().value() + "'");
        if (command instanceof Command.Mail mail)
            return print(
                    mail.keyword().map(k -> "keyword '" + k.value() + "' ").orElse("")
                            + mail.spaceAroundColon()
                                    .map(s -> "space '" + s.value() + "' ")
                                    .orElse(""),
                    mail.reversePath(),
                    mail.parameters());
        if (command instanceof Command.Rcpt rcpt)
            return print(
                    rcpt.keyword().map(k -> "keyword '" + k.value() + "' ").orElse(""),
                    rcpt.forwardPath(),
                    rcpt.parameters());
        if (command instanceof Command.Bdat bdat)
            return bdat.size()
                    + (bdat.last() ? " last" : "")
                    + bdat.problem().map(p -> " expects " + p.expected()).orElse("");
        if (command instanceof Command.Auth auth)
            return (auth.mechanism().isEmpty() ? "''" : auth.mechanism().value())
                    + auth.initialResponse()
                            .map(r -> " initial '" + r.value() + "'")
                            .orElse("")
                    + (auth.extra().isEmpty() ? "" : " extra '" + auth.extra().value() + "'");
        if (command instanceof Command.Plain plain) return plain.kind().name();
        return "unknown '" + command.verb().value() + "'";
    }

    private static String print(String before, MailPath path, Iterable<Parameter> parameters) {
        StringBuilder text = new StringBuilder(before).append(print(path));
        for (Parameter parameter : parameters)
            text.append(' ')
                    .append(parameter.keyword().value())
                    .append(parameter.value().map(v -> "=" + v.value()).orElse(""))
                    .append(parameter.wellFormed() ? "" : "(bad)");
        return text.toString();
    }

    private static String print(MailPath path) {
        if (path instanceof MailPath.NullPath) return "null";
        if (path instanceof MailPath.Malformed bad)
            return "malformed '" + bad.value() + "' expects " + bad.problem().expected();
        MailPath.Path read = (MailPath.Path) path;
        StringBuilder text = new StringBuilder();
        if (!read.displayName().isEmpty())
            text.append("name '").append(read.displayName()).append("' ");
        read.sourceRoute().forEach(host -> text.append(print(host)).append(' '));
        if (!read.sourceRoute().isEmpty()) text.append(": ");
        String mailbox = print(read.mailbox());
        return text.append(read.bracketed() ? "<" + mailbox + ">" : mailbox).toString();
    }

    private static String print(Mailbox mailbox) {
        Mailbox.LocalPart local = mailbox.localPart();
        return local.value()
                + (local.quoted() ? "[quoted]" : "")
                + (local.valid() ? "" : "(" + local.fault() + ")")
                + mailbox.host().map(h -> "@" + print(h)).orElse("");
    }

    private static String print(Host host) {
        if (host instanceof Host.AddressLiteral literal) return "[" + literal.value() + " " + literal.kind() + "]";
        String fault = ((Host.DomainName) host).fault();
        return host.value() + (fault.isEmpty() ? "" : "(" + fault + ")");
    }
}
