package dev.penstock.plugins.auth.jwt;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** All that the gateway logs while this is open, down to the last detail. */
final class Heard implements AutoCloseable {
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.penstock");
    private final Level before = ours.getLevel();
    private final boolean additive = ours.isAdditive();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    Heard() {
        ours.setLevel(Level.TRACE);
        ours.setAdditive(false);
        events.start();
        ours.addAppender(events);
    }

    /** What was logged so far, with the messages of what was thrown. */
    List<String> lines() {
        return List.copyOf(events.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : " " + event.getThrowableProxy().getMessage()))
                .toList();
    }

    @Override
    public void close() {
        ours.detachAppender(events);
        ours.setAdditive(additive);
        ours.setLevel(before);
    }
}
