package smtplint.analyzer.rules.message;

import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.Received.Software;

/** The forms in which programs give their queue ids. */
final class QueueIds {
    private QueueIds() {}

    /** False where the program is known and gives no id like this. */
    static boolean fits(Software software, String id) {
        return switch (software) {
            case POSTFIX -> isPostfix(id);
            case EXIM -> isExim(id);
            case SENDMAIL -> id.length() >= 7 && id.length() <= 18 && isAlphanumeric(id);
            case QMAIL, EXCHANGE, UNKNOWN -> true;
        };
    }

    static String name(Received hop) {
        return switch (hop.software()) {
            case POSTFIX -> "Postfix";
            case EXIM -> "Exim";
            case SENDMAIL -> "sendmail";
            default -> "";
        };
    }

    /** Microseconds and inode: hexadecimal, or with long ids in base 52 (no vowels) and a "z" between. */
    private static boolean isPostfix(String id) {
        boolean hexadecimal = true;
        boolean base52 = id.length() >= 10 && id.indexOf('z') > 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            hexadecimal &= Ascii.isDigit(c) || c >= 'A' && c <= 'F';
            base52 &= Ascii.isLetterOrDigit(c) && "AEIOUaeiou".indexOf(c) < 0;
        }
        return hexadecimal || base52;
    }

    /** Time, process and fraction in base 62: 6, 6 and 2 characters, since 4.97 6, 11 and 4. */
    private static boolean isExim(String id) {
        int first = id.indexOf('-');
        int second = id.lastIndexOf('-');
        boolean old = id.length() == 16 && first == 6 && second == 13;
        boolean recent = id.length() == 23 && first == 6 && second == 18;
        return (old || recent) && isAlphanumeric(id.replace("-", ""));
    }

    private static boolean isAlphanumeric(String id) {
        for (int i = 0; i < id.length(); i++) if (!Ascii.isLetterOrDigit(id.charAt(i))) return false;
        return !id.isEmpty();
    }
}
