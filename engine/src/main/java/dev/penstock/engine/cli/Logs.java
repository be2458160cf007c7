package dev.penstock.engine.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.penstock.engine.config.TelemetrySpec;
import org.slf4j.LoggerFactory;

/** How much the gateway says of itself. */
public final class Logs {
    private Logs() {}

    /** Sets the least level that is logged. */
    public static void level(TelemetrySpec.Level level) {
        if (LoggerFactory.getLogger("dev.penstock") instanceof Logger logger) {
            logger.setLevel(Level.toLevel(level.name()));
        }
    }

    /** Says only what went wrong inside, for commands whose own output counts. */
    public static void quiet() {
        if (LoggerFactory.getLogger("dev.penstock") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }
}
