package dev.penstock.suites.probe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the probe steps saw, kept by the test that started the gateway. */
public final class Witness {
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();

    /** A step ran here. */
    public record Sighting(String step, String thread) {}

    void saw(String step) {
        sightings.add(new Sighting(step, Thread.currentThread().getName()));
    }

    /** In the order of the sightings. */
    public List<Sighting> sightings() {
        return sightings;
    }
}
