package smtplint.analyzer.model;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Header fields that smtplint reads, with the grammar of each field body and how often it may occur. */
public enum FieldName {
    RETURN_PATH("Return-Path", Form.RETURN_PATH, Limit.ANY),
    RECEIVED("Received", Form.RECEIVED, Limit.ANY),
    DATE("Date", Form.DATE, Limit.ONE),
    FROM("From", Form.ADDRESS_LIST, Limit.ONE),
    SENDER("Sender", Form.ADDRESS_LIST, Limit.ONE),
    REPLY_TO("Reply-To", Form.ADDRESS_LIST, Limit.ONE),
    TO("To", Form.ADDRESS_LIST, Limit.LIST),
    CC("Cc", Form.ADDRESS_LIST, Limit.LIST),
    BCC("Bcc", Form.ADDRESS_LIST, Limit.LIST),
    MESSAGE_ID("Message-ID", Form.MSG_ID, Limit.ONE),
    IN_REPLY_TO("In-Reply-To", Form.MSG_ID_LIST, Limit.ONE),
    REFERENCES("References", Form.MSG_ID_LIST, Limit.ONE),
    SUBJECT("Subject", Form.UNSTRUCTURED, Limit.ONE),
    COMMENTS("Comments", Form.UNSTRUCTURED, Limit.ANY),
    KEYWORDS("Keywords", Form.UNSTRUCTURED, Limit.ANY),
    RESENT_DATE("Resent-Date", Form.DATE, Limit.ANY),
    RESENT_FROM("Resent-From", Form.ADDRESS_LIST, Limit.ANY),
    RESENT_SENDER("Resent-Sender", Form.ADDRESS_LIST, Limit.ANY),
    RESENT_TO("Resent-To", Form.ADDRESS_LIST, Limit.ANY),
    RESENT_CC("Resent-Cc", Form.ADDRESS_LIST, Limit.ANY),
    RESENT_BCC("Resent-Bcc", Form.ADDRESS_LIST, Limit.ANY),
    RESENT_MESSAGE_ID("Resent-Message-ID", Form.MSG_ID, Limit.ANY),
    MIME_VERSION("MIME-Version", Form.MIME_VERSION, Limit.ONE),
    CONTENT_TYPE("Content-Type", Form.CONTENT_TYPE, Limit.ONE),
    CONTENT_TRANSFER_ENCODING("Content-Transfer-Encoding", Form.TOKEN, Limit.ONE),
    CONTENT_DISPOSITION("Content-Disposition", Form.CONTENT_TYPE, Limit.ONE),
    CONTENT_ID("Content-ID", Form.MSG_ID, Limit.ONE),
    CONTENT_MD5("Content-MD5", Form.UNSTRUCTURED, Limit.ANY),
    CONTENT_DESCRIPTION("Content-Description", Form.UNSTRUCTURED, Limit.ONE),
    DELIVERED_TO("Delivered-To", Form.UNSTRUCTURED, Limit.ANY),
    AUTO_SUBMITTED("Auto-Submitted", Form.UNSTRUCTURED, Limit.ONE),
    DISPOSITION_NOTIFICATION_TO("Disposition-Notification-To", Form.ADDRESS_LIST, Limit.ANY),
    LIST_ID("List-Id", Form.UNSTRUCTURED, Limit.ANY),
    LIST_UNSUBSCRIBE("List-Unsubscribe", Form.UNSTRUCTURED, Limit.ANY),
    DKIM_SIGNATURE("DKIM-Signature", Form.UNSTRUCTURED, Limit.ANY),
    AUTHENTICATION_RESULTS("Authentication-Results", Form.UNSTRUCTURED, Limit.ANY),
    /** Any other field. */
    OTHER("", Form.UNSTRUCTURED, Limit.ANY);

    /** The grammar of the field body. */
    public enum Form {
        RETURN_PATH,
        RECEIVED,
        DATE,
        ADDRESS_LIST,
        MSG_ID,
        MSG_ID_LIST,
        MIME_VERSION,
        CONTENT_TYPE,
        TOKEN,
        UNSTRUCTURED
    }

    /** How often a field may occur: RFC 5322 §3.6, RFC 2045 §3. LIST: once, but the obsolete form joins several. */
    public enum Limit {
        ONE,
        LIST,
        ANY
    }

    private static final Map<String, FieldName> BY_NAME = Stream.of(values())
            .filter(n -> !n.canonical.isEmpty())
            .collect(Collectors.toUnmodifiableMap(n -> Ascii.lower(n.canonical), Function.identity()));

    private final String canonical;
    private final Form form;
    private final Limit limit;
    private final boolean resent;
    private final boolean mime;

    FieldName(String canonical, Form form, Limit limit) {
        this.canonical = canonical;
        this.form = form;
        this.limit = limit;
        resent = canonical.startsWith("Resent-");
        mime = canonical.startsWith("Content-") || canonical.equals("MIME-Version");
    }

    public static FieldName of(String name) {
        return BY_NAME.getOrDefault(Ascii.lower(name), OTHER);
    }

    /** Its place in the topics of a node. */
    public long bit() {
        return 1L << ordinal();
    }

    public String canonical() {
        return canonical;
    }

    public Form form() {
        return form;
    }

    public Limit limit() {
        return limit;
    }

    public boolean isResent() {
        return resent;
    }

    public boolean isTrace() {
        return this == RETURN_PATH || this == RECEIVED;
    }

    public boolean isMime() {
        return mime;
    }
}
