package smtplint.cli.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads through gzip, and stops where little input becomes too much output. */
final class Gunzip extends GZIPInputStream {
    private static final int RATIO = 200;
    /** Beginnings may be all blanks. */
    private static final long SMALLEST = 1 << 16;

    private Gunzip(InputStream in) throws IOException {
        super(in, 1 << 13);
    }

    /** The stream itself, or what is in it where its first octets are those of gzip (RFC 1952 §2.3.1). */
    static InputStream open(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return zipped ? new Gunzip(buffered) : buffered;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (inf.getBytesWritten() > RATIO * Math.max(SMALLEST, inf.getBytesRead()))
            throw new IOException("expands to more than " + RATIO + " times its size");
        return read;
    }
}
