package dev.penstock.engine.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** Reads private keys: PKCS #8 (RFC 5958), and the older forms of RSA (RFC 8017) and EC (RFC 5915). */
final class PrivateKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /** The key of this certificate. */
    static PrivateKey read(Pem pem, X509Certificate certificate) throws TlsFault.Bad {
        PublicKey whose = certificate.getPublicKey();
        String kind = whose.getAlgorithm();
        if (!kind.equals("RSA") && !kind.equals("EC")) {
            throw pem.bad("an RSA or EC key", kind, "have a certificate made for one", null);
        }
        Pem.Block block = block(pem);
        try {
            byte[] der = Pem.bytes(block);
            byte[] wrapped = block.label().equals("PRIVATE KEY") ? der : wrapped(der, whose);
            PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(wrapped));
            if (fits(key, whose)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw another(pem, kind, broken);
        }
        throw another(pem, kind, null);
    }

    private static Pem.Block block(Pem pem) throws TlsFault.Bad {
        Optional<Pem.Block> found = pem.blocks().stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .findFirst();
        if (found.isEmpty()) {
            throw pem.bad("a private key in PEM", pem.labels(), "name the key that the certificate was made for", null);
        }
        if (found.get().label().startsWith("ENCRYPTED") || found.get().text().contains("ENCRYPTED")) {
            throw pem.bad(
                    "a key without a passphrase",
                    "an encrypted one",
                    "write it out with 'openssl pkey -in … -out …'",
                    null);
        }
        return found.get();
    }

    private static TlsFault.Bad another(Pem pem, String kind, Throwable cause) {
        return pem.bad(
                "the " + kind + " key of its certificate",
                "another one, or a broken one",
                "name the key that the certificate was made for",
                cause);
    }

    /** Whether what one signs the other knows as signed. */
    private static boolean fits(PrivateKey key, PublicKey whose) throws GeneralSecurityException {
        byte[] text = "penstock".getBytes(StandardCharsets.US_ASCII);
        Signature signature =
                Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(whose);
        signature.update(text);
        return signature.verify(signed);
    }

    /** An older form, in PKCS #8: the name of the algorithm, and of the curve, is that of the public key. */
    private static byte[] wrapped(byte[] der, PublicKey whose) {
        byte[] info = whose.getEncoded();
        int algorithm = header(info, 0);
        int end = header(info, algorithm) + length(info, algorithm);
        byte[] name = Arrays.copyOfRange(info, algorithm, end);
        return element(SEQUENCE, VERSION_0, name, element(OCTETS, der));
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length > 0xff) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7f) {
            out.write(0x81);
        }
        out.write(length);
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Where the content of the element at this place begins. */
    private static int header(byte[] der, int at) {
        int first = der[at + 1];
        return at + 2 + (first < 0 ? first & 0x7f : 0);
    }

    private static int length(byte[] der, int at) {
        int length = 0;
        int first = der[at + 1];
        if (first >= 0) {
            return first;
        }
        for (int i = at + 2; i < header(der, at); i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        return length;
    }
}
