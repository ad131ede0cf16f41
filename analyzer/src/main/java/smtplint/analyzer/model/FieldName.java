package smtplint.analyzer.model;

import java.util.Arrays;
import smtplint.analyzer.source.SourceText;

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

    /** By the hash of their letters, whatever the case; a taken place passes on to the next. */
    private static final FieldName[] BY_HASH = new FieldName[256];

    static {
        if (values().length > Long.SIZE) throw new AssertionError("topics are bits of a long");
        Arrays.fill(BY_HASH, OTHER);
        for (FieldName name : values()) {
            if (name == OTHER) continue;
            int at = hash(name.text, 0, name.text.end());
            while (BY_HASH[at & 255] != OTHER) at++;
            BY_HASH[at & 255] = name;
        }
    }

    private final String canonical;
    private final SourceText text;
    private final Form form;
    private final Limit limit;
    private final boolean resent;

    FieldName(String canonical, Form form, Limit limit) {
        this.canonical = canonical;
        text = SourceText.of(canonical);
        this.form = form;
        this.limit = limit;
        resent = canonical.startsWith("Resent-");
    }

    public static FieldName of(String name) {
        SourceText source = SourceText.of(name);
        return of(source, source.start(), source.end());
    }

    /** The name that stands at these bytes, whatever the case of its letters. */
    public static FieldName of(SourceText source, int from, int to) {
        int at = hash(source, from, to);
        while (true) {
            FieldName name = BY_HASH[at++ & 255];
            boolean same = name.text.length() == to - from && source.startsWithIgnoringCase(name.canonical, from);
            if (same || name == OTHER) return name;
        }
    }

    private static int hash(SourceText source, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) hash = hash * 31 + (source.at(i) | 32);
        return hash;
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
}
