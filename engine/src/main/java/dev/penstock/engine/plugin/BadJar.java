package dev.penstock.engine.plugin;

import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a jar is left out, in words of its user. */
final class BadJar extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the JVM says of a class that was compiled for a later one; 44 is version 0 of Java. */
    private static final Pattern LATER_CLASS = Pattern.compile("\\(class file version (\\d+)\\.");

    private static final int CLASS_VERSION_ZERO = 44;

    BadJar(String message) {
        super(message);
    }

    BadJar(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a plugin's own code threw. */
    static BadJar failing(Throwable broken) {
        return new BadJar("expected a plugin that starts, found one that fails: " + reason(broken), broken);
    }

    /** What was thrown, with the mend where it is known. */
    static String reason(Throwable broken) {
        Throwable cause = broken;
        while (cause != null && !(cause instanceof UnsupportedClassVersionError)) {
            cause = cause.getCause();
        }
        Matcher later = LATER_CLASS.matcher(cause == null ? "" : String.valueOf(cause.getMessage()));
        if (later.find()) {
            int asked = Integer.parseInt(later.group(1)) - CLASS_VERSION_ZERO;
            int here = Runtime.version().feature();
            return "it was compiled for Java " + asked + ", this gateway runs on Java " + here
                    + ": compile it with --release " + here + ", or run the gateway on a later Java";
        }
        return broken instanceof ServiceConfigurationError ? String.valueOf(broken.getMessage()) : broken.toString();
    }
}
