package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One row of {@code hostile-tokens.txt}, whose head says what the columns are. */
record HostileToken(String name, String header, String claims, String signed, String sent, String path, int status) {
    /** Must be seen in no log. */
    static final String MARK = "MARKED-SUBJECT";

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern NOW = Pattern.compile("<now([+-]\\d+)>");
    private static final BigInteger ED_ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    static HostileToken parse(String row) {
        String[] columns = Arrays.copyOf(row.split("\\s\\|(?=\\s|$)", -1), 6);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = columns[i] == null ? "" : columns[i].strip();
        }
        String[] route = columns[5].split(" ", -1);
        return new HostileToken(
                columns[0],
                columns[1],
                columns[2],
                columns[3].isEmpty() ? "rsa RS256" : columns[3],
                columns[4].isEmpty() ? "{h}.{c}.{s}" : columns[4].equals("-") ? "" : columns[4],
                route[0].isEmpty() ? "/main" : route[0],
                route.length == 1 ? 401 : Integer.parseInt(route[1]));
    }

    /** What stands behind the scheme. */
    String text() {
        String[] recipe = signed.split(" > ", -1);
        String[] by = recipe[0].split(" ", -1);
        String head = part(bytes(header, goodHeader(by)));
        String body = part(bytes(claims, goodClaims()));
        byte[] signature = signature(by, head + "." + body);
        if (recipe.length > 1) {
            signature = changed(recipe[1], signature, by);
        }
        return sent.replace("{h}", head)
                .replace("{c}", body)
                .replace("{s}", part(signature))
                .replace(
                        "{h-more}", part("{\"alg\":\"RS256\",\"kid\":\"r1\",\"x\":1}".getBytes(StandardCharsets.UTF_8)))
                .replace("{c-other}", part(bytes("{\"sub\":\"root\"}", goodClaims())))
                .replace("{h-second}", secondSpelling(head))
                .replace("{s-second}", secondSpelling(part(signature)))
                .replace("{s-standard}", part(signature).replaceFirst("^..", "+/"));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, Object> goodHeader(String... by) {
        boolean signs = by.length > 1 && !by[0].equals("bytes");
        Map<String, Object> good = new LinkedHashMap<>();
        good.put("alg", signs ? by[1] : "RS256");
        good.put("kid", Signers.id(by[0]));
        good.put("typ", "JWT");
        return good;
    }

    private static Map<String, Object> goodClaims() {
        long now = Instant.now().getEpochSecond();
        return Map.of("iss", "https://idp.test", "aud", "shop", "sub", MARK, "iat", now, "exp", now + 600);
    }

    private static byte[] bytes(String stated, Map<String, Object> good) {
        if (stated.isEmpty()) {
            return Json.write(good).getBytes();
        }
        String text = filled(stated);
        if (!stated.startsWith("=")) {
            return laidOver(text, good);
        }
        return text.startsWith("=<utf16>")
                ? text.substring(8).getBytes(StandardCharsets.UTF_16LE)
                : text.substring(1).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As text, since what a row states may be what no JSON writer writes. */
    private static byte[] laidOver(String text, Map<String, Object> good) {
        Map<String, Object> rest = new LinkedHashMap<>(good);
        String inner = text.substring(1, text.length() - 1);
        StringBuilder kept = new StringBuilder();
        for (String name : good.keySet()) {
            if (inner.contains("\"" + name + "\":")) {
                rest.remove(name);
                inner = inner.replaceFirst(",?\"" + name + "\":null", "");
            }
        }
        String others = Json.write(rest).toString();
        kept.append(others, 0, others.length() - 1)
                .append(rest.isEmpty() || inner.isEmpty() || inner.startsWith(",") ? "" : ",")
                .append(rest.isEmpty() && inner.startsWith(",") ? inner.substring(1) : inner)
                .append('}');
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String filled(String text) {
        Matcher times = NOW.matcher(text);
        String timed = times.replaceAll(
                found -> String.valueOf(Instant.now().getEpochSecond() + Long.parseLong(found.group(1))));
        return timed.replace("<evil>", Mint.OTHER_RSA.toPublicJWK().toJSONString())
                .replace("<evil-private>", Mint.OTHER_RSA.toJSONString())
                .replace("<evil-der>", Base64.getEncoder().encodeToString(Signers.der(Mint.OTHER_RSA)))
                .replace("<long>", "x".repeat(8000))
                .replace("<huge>", timed.contains("<huge>") ? "x".repeat(750_000) : "")
                .replace("<digits>", "9".repeat(1500))
                .replace("<deep>", "[".repeat(4000) + "]".repeat(4000))
                .replace("<deep-objects>", "{\"a\":".repeat(1300) + "1" + "}".repeat(1300))
                .replace("<twice>", "{\"a\":1,\"a\":2}")
                .replace("<ff>", "\u00ff\u00fe")
                .replace("<overlong>", "\u00c0\u00af")
                .replace("<tab>", "\t");
    }

    private static byte[] signature(String[] by, String text) {
        return switch (by[0]) {
            case "none" -> new byte[0];
            case "bytes" -> stated(String.join("", Arrays.copyOfRange(by, 1, by.length)));
            case "hmac" -> Signers.mac(by[1], by[2], text);
            default -> Signers.sign(by[0], by[1], text);
        };
    }

    private static byte[] stated(String recipe) {
        Buffer bytes = Buffer.buffer();
        for (String run : recipe.split("\\+", -1)) {
            String[] times = run.split("\\*", -1);
            for (int i = Integer.parseInt(times[1]); i > 0; i--) {
                bytes.appendBytes(HexFormat.of().parseHex(times[0]));
            }
        }
        return bytes.getBytes();
    }

    private static byte[] changed(String change, byte[] good, String... by) {
        int half = good.length / 2;
        return switch (change) {
            case "shorter" -> Arrays.copyOf(good, good.length - 1);
            case "longer" -> Arrays.copyOf(good, good.length + 1);
            case "half" -> Arrays.copyOf(good, half);
            case "zero-first" -> Buffer.buffer(new byte[1]).appendBytes(good).getBytes();
            case "doubled" -> Buffer.buffer(good).appendBytes(good).getBytes();
            case "of-another" -> Signers.sign(by[0], by[1], "another.token");
            case "der" -> der(good);
            case "swapped" ->
                Buffer.buffer(Arrays.copyOfRange(good, half, good.length))
                        .appendBytes(good, 0, half)
                        .getBytes();
            case "padded" ->
                Buffer.buffer(new byte[1])
                        .appendBytes(good, 0, half)
                        .appendByte((byte) 0)
                        .appendBytes(good, half, half)
                        .getBytes();
            case "flip" -> {
                good[half] ^= 1;
                yield good;
            }
            case "plus-order" -> plusOrder(good);
            default -> throw new IllegalArgumentException(change);
        };
    }

    private static byte[] der(byte[] raw) {
        try {
            return ECDSA.transcodeSignatureToDER(raw);
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Another number that is the same modulo the order of the group (RFC 8032 section 5.1.7 forbids it). */
    private static byte[] plusOrder(byte[] good) {
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(good, 32, 64))).add(ED_ORDER);
        byte[] big = s.toByteArray();
        byte[] padded = new byte[32];
        System.arraycopy(big, 0, padded, 32 - big.length, big.length);
        return Buffer.buffer(Arrays.copyOf(good, 32))
                .appendBytes(reversed(padded))
                .getBytes();
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] other = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            other[i] = bytes[bytes.length - 1 - i];
        }
        return other;
    }

    /** The last character carries bits that say nothing: another one spells the same bytes. */
    private static String secondSpelling(String part) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        if (part.length() % 4 == 0) {
            return part;
        }
        int last = alphabet.indexOf(part.charAt(part.length() - 1));
        return part.substring(0, part.length() - 1) + alphabet.charAt(last + 1);
    }

    private static String part(byte[] bytes) {
        return URL.encodeToString(bytes);
    }
}
