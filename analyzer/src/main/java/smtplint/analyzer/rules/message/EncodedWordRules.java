package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Charsets;
import smtplint.analyzer.model.EncodedWord;
import smtplint.analyzer.model.EncodedWord.Octets;
import smtplint.analyzer.model.EncodedWord.Place;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleFamily;

/** Words of other charsets in header fields: RFC 2047. Those in parameters belong to the category mime. */
public final class EncodedWordRules extends RuleFamily {
    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>
            """;
    private static final String GOOD = subject("=?utf-8?Q?Caf=C3=A9?=", "");

    public EncodedWordRules() {
        super("encoding");

        rule("encoded-word-malformed")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "2")
                .says("This encoded-word can't be decoded: %s")
                .because("Readers show it as it is.")
                .badMessage(subject("=?utf-8?X?Caf=C3=A9?=", "^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, decoded((word, findings) -> {
                    String fault = word.fault();
                    if (!fault.isEmpty()) findings.at(word.span(), fault);
                }));

        rule("encoded-word-raw-space-or-special")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2047, "2")
                .rfc(2047, "4.2")
                .says("White space or \"?\" stands in the text of an encoded-word")
                .because(
                        "The encoded text ends at the first \"?\" and no white space may be in it: readers show the word as"
                                + " it is.")
                .instead("Write \"_\" or \"=20\" for a space and \"=3F\" for a question mark.")
                .badMessage(subject("=?utf-8?Q?Caf=C3=A9 noir?=", "          ^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, decoded((word, findings) -> {
                    if (word.terminated() && word.hasRawSpaceOrQuestionMark())
                        findings.at(word.encodedText().span());
                }));

        rule("encoded-word-too-long")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "2")
                .says("An encoded-word of %s characters, the most is 75")
                .because("An encoded-word may not be longer; some readers do not decode it.")
                .instead("Split it at a character, white space between the words is not shown.")
                .badMessage(subject("=?utf-8?Q?{e*63}=C3=A9?=", "^^^^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, decoded((word, findings) -> {
                    int length = word.span().length();
                    if (word.terminated() && length > 75 && !word.hasRawSpaceOrQuestionMark())
                        findings.at(word.span(), length);
                }));

        rule("encoded-word-in-quoted-string")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .says("An encoded-word inside a quoted string is not decoded")
                .because("It MUST NOT stand there: readers that obey show it as it is.")
                .instead("Leave out the quotes.")
                .badMessage(from("\"=?utf-8?Q?Ren=C3=A9?=\"", " ^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, in(Place.QUOTED_STRING));

        rule("encoded-word-in-address")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .says("An encoded-word inside an address or a msg-id")
                .because("It MUST NOT stand there: no program decodes it, the mailbox is another one.")
                .badMessage(HEAD + "To: =?utf-8?Q?ren=C3=A9?=@example.net\n    ^^^^^^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, in(Place.ADDRESS));

        rule("encoded-word-in-forbidden-place")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .says("An encoded-word in a part of %s where none may stand")
                .because("In a structured field encoded-words stand in comments and display names only.")
                .badMessage(HEAD + "In-Reply-To: =?utf-8?Q?Caf=C3=A9?=\n             ^^^^^^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(
                        HeaderField.class,
                        words(
                                word -> word.place() == Place.STRUCTURED && word.terminated(),
                                (field, word, findings) ->
                                        findings.at(word.span(), field.name().value())));

        rule("encoded-word-not-separated")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .says("No white space between this encoded-word and what is next to it")
                .because("It MUST be separated from words and other encoded-words: readers take it for plain text.")
                .badMessage(subject("Le=?utf-8?Q?Caf=C3=A9?=", "  ^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, decoded((word, findings) -> {
                    if (word.terminated() && !word.separated()) findings.at(word.span());
                }));

        rule("encoded-word-charset-unknown")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "3")
                .says("The charset \"%s\" of this encoded-word is not known")
                .because("Readers can't decode the word and show it as it is.")
                .badMessage(subject("=?utf-88?Q?Caf=C3=A9?=", "  ^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, decoded((word, findings) -> {
                    String name = word.charset().value();
                    if (word.fault().isEmpty() && !Charsets.isKnown(name))
                        findings.at(word.charset().span(), name);
                }));

        rule("encoded-word-splits-character")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .says("This encoded-word ends in the middle of a character")
                .because("Each encoded-word MUST hold whole characters: readers decode word by word.")
                .badMessage(subject("=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?=", "^^^^^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, EncodedWordRules::splitCharacters);

        rule("encoded-word-bytes-invalid")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(2047, "3")
                .rfc(2047, "4")
                .says("The octets of this encoded-word are no %s")
                .because("Readers show replacement characters, or guess another charset.")
                .badMessage(subject("=?utf-8?Q?Caf=E9s?=", "^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, EncodedWordRules::wrongOctets);

        rule("encoded-word-special-in-phrase")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .says("The Q-encoded word of a display name holds \"%s\"")
                .because("In a phrase only letters, digits and \"!*+-/=_\" may stand for themselves.")
                .badMessage(from("=?utf-8?Q?Ren=C3=A9.?=", "                   ^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, EncodedWordRules::specialInPhrase);

        rule("encoded-word-unneeded")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(2047, "5")
                .says("The encoded-words of this field stand for plain ASCII")
                .because("The text could stand there as it is.")
                .badMessage(subject("=?utf-8?Q?Minutes?=", "^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(GOOD)
                .where(Trait.ENCODED_WORDS)
                .on(HeaderField.class, (field, findings) -> {
                    List<EncodedWord> words = field.lines().encodedWords();
                    boolean plain = words.stream().allMatch(w -> w.place().isDecoded() && w.isPlainAscii());
                    if (plain) findings.at(words.get(0).span());
                });
    }

    /** Octets that end within a character are a fault of this word only when the next word goes on with it. */
    private static void splitCharacters(HeaderField field, Findings findings) {
        List<EncodedWord> words = field.lines().encodedWords();
        for (int i = 0; i + 1 < words.size(); i++) {
            EncodedWord word = words.get(i);
            if (isReadable(word) && word.octets() == Octets.CUT) findings.at(word.span());
        }
    }

    private static void wrongOctets(HeaderField field, Findings findings) {
        List<EncodedWord> words = field.lines().encodedWords();
        for (int i = 0; i < words.size(); i++) {
            EncodedWord word = words.get(i);
            if (!isReadable(word)) continue;
            Octets octets = word.octets();
            boolean rest = i > 0 && words.get(i - 1).octets() == Octets.CUT;
            boolean last = i + 1 == words.size();
            if (octets == Octets.INVALID && !rest || octets == Octets.CUT && last)
                findings.at(word.span(), word.charset().value());
        }
    }

    /** One finding for a field: a program that writes one such word writes all of them so. */
    private static void specialInPhrase(HeaderField field, Findings findings) {
        Optional<Findings.Found> first = Optional.empty();
        for (EncodedWord word : field.lines().encodedWords()) {
            if (word.place() != Place.PHRASE || !word.isQ() || !isReadable(word)) continue;
            int at = special(word.encodedText().value());
            if (at < 0) continue;
            if (first.isPresent()) first.get().followedByMore(1);
            else
                first = Optional.of(findings.at(
                        word.encodedText().part(at, at + 1),
                        word.encodedText().value().charAt(at)));
        }
    }

    private static int special(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && "!*+-/=_".indexOf(c) < 0) return i;
        }
        return -1;
    }

    private static boolean isReadable(EncodedWord word) {
        return word.place().isDecoded() && word.fault().isEmpty() && !word.hasRawSpaceOrQuestionMark();
    }

    /** What a rule does with one word of a field. */
    private interface WordCheck {
        void judge(HeaderField field, EncodedWord word, Findings findings);
    }

    private static Rule.Check<HeaderField> words(Predicate<EncodedWord> which, WordCheck check) {
        return (field, findings) -> {
            for (EncodedWord word : field.lines().encodedWords())
                if (which.test(word)) check.judge(field, word, findings);
        };
    }

    private static Rule.Check<HeaderField> decoded(BiConsumer<EncodedWord, Findings> check) {
        return words(word -> word.place().isDecoded(), (field, word, findings) -> check.accept(word, findings));
    }

    private static Rule.Check<HeaderField> in(Place place) {
        return words(
                word -> word.place() == place && word.terminated(),
                (field, word, findings) -> findings.at(word.span()));
    }

    private static String subject(String text, String carets) {
        return HEAD + "Subject: " + text + "\n" + (carets.isEmpty() ? "" : "         " + carets + "\n") + "\nHello.\n";
    }

    private static String from(String name, String carets) {
        return "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: " + name + " <rene@example.com>\n      " + carets
                + "\nMessage-ID: <1@client.example.com>\n\nHello.\n";
    }
}
