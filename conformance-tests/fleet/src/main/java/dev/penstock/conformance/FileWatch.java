package dev.penstock.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Waits for files of some folders to change, by looking at them again and again: it finds changes of every kind. */
final class FileWatch {
    private static final int MILLIS = 200;
    private static final int DEPTH = 6;

    private final List<Path> folders;
    private Map<Path, String> seen;

    FileWatch(List<Path> folders) {
        this.folders = List.copyOf(folders);
        this.seen = look();
    }

    /** Waits for a change since the last one; false: the thread was interrupted. */
    boolean await() {
        try {
            Map<Path, String> now = look();
            while (now.equals(seen)) {
                new CountDownLatch(1).await(MILLIS, TimeUnit.MILLISECONDS);
                now = look();
            }
            seen = now;
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<Path, String> look() {
        Map<Path, String> states = new HashMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder, DEPTH)) {
                files.filter(Files::isRegularFile).forEach(file -> states.put(file, state(file)));
            } catch (IOException | UncheckedIOException gone) {
                states.put(folder, "not there");
            }
        }
        return states;
    }

    private static String state(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException gone) {
            return "not there";
        }
    }
}
