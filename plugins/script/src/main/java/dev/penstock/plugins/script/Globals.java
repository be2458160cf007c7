package dev.penstock.plugins.script;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What the globals of a realm need of the gateway, as one host function. */
final class Globals implements ProxyExecutable {
    private static final Logger LOG = System.getLogger("dev.penstock.script");
    private static final int LONGEST_LINE = 4096;
    private static final Pattern BLANKS = Pattern.compile("[\t\n\f\r ]");
    private static final Pattern PADDING = Pattern.compile("={1,2}$");

    /** About what a value of JSON costs in bytes, once parsed. */
    private static final long VALUE = 100;

    private static final int LONGEST_URL = 1 << 16;

    private final String hook;
    private final Watchdog watchdog;

    /**
     * @param hook its name in the log
     * @param watchdog knows what the run may still use
     */
    Globals(String hook, Watchdog watchdog) {
        this.hook = hook;
        this.watchdog = watchdog;
    }

    @Override
    public Object execute(Value... arguments) {
        return switch (arguments[0].asString()) {
            case "log" -> {
                log(Level.valueOf(level(arguments[1].asString())), hook, arguments[2].asString());
                yield null;
            }
            case "afford" -> watchdog.affords(weight(arguments[1].asString()));
            case "decode" -> decode(arguments[1], arguments[2].asBoolean());
            case "unescape" -> UrlEscape.undo(arguments[1].asString());
            case "url" -> url(arguments[1].asString(), arguments[2].isNull() ? null : arguments[2].asString());
            case "url-set" -> edited(arguments[1].asString(), arguments[2].asString(), arguments[3].asString());
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

    /** About what a JSON text costs in bytes, once parsed: nearly each value but the first has a comma before it. */
    private static long weight(String json) {
        return json.length() + VALUE * json.chars().filter(c -> c == ',').count();
    }

    private static String level(String name) {
        return name.equals("warn") ? "WARNING" : name.toUpperCase(Locale.ROOT);
    }

    private static String decode(Value buffer, boolean fatal) {
        byte[] bytes = new byte[(int) buffer.getBufferSize()];
        buffer.readBuffer(0, bytes, 0, bytes.length);
        if (!fatal) {
            return Content.utf8(bytes);
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

    /** The parts of a URL; null when it is none, or longer than any server takes. */
    private static String url(String text, String base) {
        if (text.length() > LONGEST_URL || (base != null && base.length() > LONGEST_URL)) {
            return null;
        }
        WebUrl against = base == null ? null : UrlParser.parse(base, null);
        WebUrl url = base != null && against == null ? null : UrlParser.parse(text, against);
        return url == null ? null : url.lines();
    }

    private static String edited(String href, String attribute, String value) {
        WebUrl url = UrlParser.parse(href, null);
        if (value.length() <= LONGEST_URL) {
            new UrlEdit(url).set(attribute, value);
        }
        return url.lines();
    }

    /** The forgiving decoding of the Infra standard (section 8): null for what is no base64. */
    private static String atob(String text) {
        String dense = BLANKS.matcher(text).replaceAll("");
        if (dense.length() % 4 == 0) {
            dense = PADDING.matcher(dense).replaceFirst("");
        }
        if (dense.length() % 4 == 1 || dense.indexOf('=') >= 0) {
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
