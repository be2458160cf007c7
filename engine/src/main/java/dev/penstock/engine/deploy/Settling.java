package dev.penstock.engine.deploy;

import dev.penstock.engine.config.Fingerprint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a change that is done from one that is under way. It is done when two looks in a row find the same: so no file
 * is read while it is written, none is out of service while an editor or a mount renames it away and back, and files
 * that change together are taken together. What never rests is taken all the same after some looks.
 */
final class Settling {
    private static final int MOST_LOOKS = 5;

    private record Sight(Map<Path, Fingerprint> states, int looks) {}

    private final Map<Path, Sight> sights = new HashMap<>();

    /** Whether the change of this pipeline file is done, now that its files are in these states. */
    boolean isDone(Path file, Map<Path, Fingerprint> states) {
        Sight last = sights.get(file);
        if (last != null && (last.states().equals(states) || last.looks() == MOST_LOOKS)) {
            sights.remove(file);
            return true;
        }
        sights.put(file, new Sight(states, last == null ? 1 : last.looks() + 1));
        return false;
    }

    /** The file is again what it was, or was read. */
    void forget(Path file) {
        sights.remove(file);
    }

    /** Whether nothing is under way. */
    boolean isQuiet() {
        return sights.isEmpty();
    }
}
