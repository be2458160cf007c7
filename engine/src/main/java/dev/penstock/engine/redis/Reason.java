package dev.penstock.engine.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an operation failed, for the log: no address, no key, no argument, which the messages of the client may hold. */
final class Reason {
    /** Redis begins its errors with a word such as NOAUTH or OOM. */
    private static final Pattern CODE = Pattern.compile("([A-Z]{2,20}) .*", Pattern.DOTALL);

    private Reason() {}

    static String of(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
            if (code.matches()) {
                return code.group(1);
            }
            root = cause;
        }
        return root.getClass().getSimpleName();
    }
}
