package dev.penstock.engine.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of PEM blocks (RFC 7468). What stands between them is not looked at.
 */
record Pem(TlsFault.Source source, List<Block> blocks) {
    private static final long LONGEST = 1 << 20;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    /** @param text what stands between its two lines */
    record Block(String label, String text) {}

    static Pem read(String key, Path file) throws TlsFault.Bad {
        TlsFault.Source source = new TlsFault.Source(key, file);
        String text;
        try {
            if (Files.size(file) > LONGEST) {
                throw bad(source, "a file of at most 1 MiB", "a larger one", "name the file of PEM", null);
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            throw bad(source, "a file that can be read", "none", "mend the path, or its permissions", gone);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        for (int from = 0; begin.find(from); ) {
            int end = text.indexOf("-----END " + begin.group(1) + "-----", begin.end());
            if (end < 0) {
                throw bad(source, "every block to have its end", "one without", "copy the file whole", null);
            }
            blocks.add(new Block(begin.group(1), text.substring(begin.end(), end)));
            from = end;
        }
        return new Pem(source, blocks);
    }

    /** The certificates, at least one. */
    List<X509Certificate> certificates() throws TlsFault.Bad {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw bad("a certificate in PEM", labels(), "name the file that begins with BEGIN CERTIFICATE", null);
        }
        return certificates;
    }

    private X509Certificate certificate(Block block) throws TlsFault.Bad {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes(block)));
        } catch (CertificateException | IllegalArgumentException broken) {
            throw bad("a certificate in PEM", "one that cannot be read", "copy the file whole", broken);
        }
    }

    /** The bytes of a block; throws {@link IllegalArgumentException} when it is no base64. */
    static byte[] bytes(Block block) {
        return Base64.getDecoder().decode(block.text().replaceAll("\\s", ""));
    }

    /** What the file holds, for a message. */
    String labels() {
        return blocks.isEmpty()
                ? "no PEM"
                : String.join(", ", blocks.stream().map(Block::label).distinct().toList());
    }

    TlsFault.Bad bad(String expected, String found, String mend, Throwable cause) {
        return bad(source, expected, found, mend, cause);
    }

    private static TlsFault.Bad bad(
            TlsFault.Source source, String expected, String found, String mend, Throwable cause) {
        String message =
                source.key() + ": expected " + expected + ", found " + found + " at '" + source.file() + "': " + mend;
        return new TlsFault.Bad(source, message, cause);
    }
}
