package dev.penstock.engine.tls;

import java.nio.file.Path;

/**
 * What is wrong with a file of a listener, or looks so.
 *
 * @param message what was expected, what was found, and the mend
 * @param warning whether the file is good all the same
 */
public record TlsFault(Source source, String message, boolean warning) {
    /**
     * A file of the settings.
     *
     * @param key that names it, such as {@code cert}
     */
    public record Source(String key, Path file) {}

    /** Ends the reading of a file. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Source source;

        Bad(Source source, String message, Throwable cause) {
            super(message, cause);
            this.source = source;
        }

        TlsFault fault() {
            return new TlsFault(source, getMessage(), false);
        }
    }
}
