package dev.penstock.plugins.script;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What the globals of a realm need of the gateway, as one host function. */
final class Globals implements ProxyExecutable {
    private static final Logger LOG = System.getLogger("dev.penstock.script");
    private static final int LONGEST_LINE = 4096;

    private final String hook;

    /**
     * @param hook its name in the log
     */
    Globals(String hook) {
        this.hook = hook;
    }

    @Override
    public Object execute(Value... arguments) {
        return switch (arguments[0].asString()) {
            case "log" -> {
                log(Level.valueOf(level(arguments[1].asString())), hook, arguments[2].asString());
                yield null;
            }
            case "decode" -> decode(arguments[1], arguments[2].asBoolean());
            case "unescape" -> unescape(arguments[1].asString());
            case "atob" -> atob(arguments[1].asString());
            case "btoa" -> btoa(arguments[1].asString());
            default -> null;
        };
    }

    /** Writes what a script says: one line of bounded length, whatever it says. */
    static void log(Level level, String who, String text) {
        String line = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + " …" : text;
        LOG.log(level, () -> who + ": " + line.replace("\r", "").replace("\n", "\\n"));
    }

    private static String level(String name) {
        return name.equals("warn") ? "WARNING" : name.toUpperCase(Locale.ROOT);
    }

    private static String decode(Value buffer, boolean fatal) {
        byte[] bytes = new byte[(int) buffer.getBufferSize()];
        buffer.readBuffer(0, bytes, 0, bytes.length);
        if (!fatal) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** Percent-decoding of the URL standard: what is no escape stays as it is. */
    private static String unescape(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            if (low < 0) {
                out.put(in[i]);
            } else {
                out.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        return new String(out.array(), 0, out.position(), StandardCharsets.UTF_8);
    }

    private static String atob(String text) {
        String dense = text.replaceAll("[\t\n\f\r ]", "");
        if (dense.length() % 4 == 1 || (dense.endsWith("=") && dense.length() % 4 != 0)) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(dense), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    private static String btoa(String text) {
        boolean latin = text.chars().allMatch(c -> c <= 0xff);
        return latin ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1)) : null;
    }
}
