package dev.penstock.engine.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Request ids: the client's when it is sane, else 16 random hex digits. */
final class RequestIds {
    private static final int LONGEST = 128;
    private static final long SALT = new SecureRandom().nextLong();

    private RequestIds() {}

    static String of(String sent) {
        return sent != null && isSane(sent) ? sent : fresh();
    }

    private static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() ^ SALT);
    }

    /** Visible ASCII without quotes, so that it can stand in a log line and a header. */
    private static boolean isSane(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\'' || c == '`') {
                return false;
            }
        }
        return true;
    }
}
