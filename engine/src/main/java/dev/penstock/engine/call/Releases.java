package dev.penstock.engine.call;

import dev.penstock.sdk.Ending;
import dev.penstock.sdk.RouteName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the steps of a call hold, to be given back when it ends: newest first, each whatever became of the others. */
final class Releases {
    private final List<Consumer<Ending>> held = new ArrayList<>(2);
    private final RouteName route;

    Releases(RouteName route) {
        this.route = route;
    }

    void add(Consumer<Ending> release) {
        held.add(release);
    }

    void run(Ending how) {
        for (int i = held.size() - 1; i >= 0; i--) {
            try {
                held.get(i).accept(how);
            } catch (RuntimeException failure) {
                Problems.of(failure, route, "release");
            }
        }
    }
}
