package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.compile.Rehearsal;
import dev.penstock.fleet.Loopback;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal compiles the routes that it wants, and knows of all. */
class WantedRoutesTest {
    @TempDir
    private Path folder;

    /** Wants what the test says, and notes the routes whose steps were created. */
    private static final class Choosy implements Rehearsal, Rehearsal.Witness {
        private final Set<String> created = new ConcurrentSkipListSet<>();
        private volatile Set<RouteName> wanted = Set.of();

        @Override
        public Optional<List<URI>> targets(String api, String upstream, Place use) {
            return Optional.empty();
        }

        @Override
        public boolean wants(RouteName route) {
            return wanted.isEmpty() || wanted.contains(route);
        }

        @Override
        public Optional<Witness> witness() {
            return Optional.of(this);
        }

        @Override
        public void created(RouteStep step) {
            created.add(step.route().route());
        }

        @Override
        public void ran(RouteStep step) {}
    }

    @Test
    void aRouteThatIsNotWantedHasNoStepsAndIsStillThere() throws Exception {
        Files.writeString(folder.resolve("shop.yaml"), """
                api: shop
                routes:
                  - {name: one, match: "GET /p/{id}", steps: [{respond: {}}]}
                  - {name: two, match: {path: /p/7, methods: [POST], host: other.test}, steps: [{respond: {}}]}
                  - {name: three, match: GET /q, steps: [{respond: {}}]}
                """);
        Choosy choosy = new Choosy();
        Wiring wiring = new Wiring(Map.of(), choosy, Map.of(), Optional.empty(), Optional.empty());
        try (Gateway gateway = Gateway.start(Loopback.gateway(folder, 1), wiring)) {
            assertThat(choosy.created).containsExactly("one", "three", "two");
            choosy.created.clear();
            choosy.wanted = gateway.routesAt("/p/%37?x=/q");
            gateway.reset();
            assertThat(choosy.created).containsExactly("one", "two");
            assertThat(gateway.match("GET", "any.test", "/q")).contains(new RouteName("shop", "three"));
            assertThat(names(gateway.routesAt("/q"))).containsExactly("three");
            assertThat(gateway.routesAt("/%zz")).isEmpty();
        }
    }

    private static Set<String> names(Set<RouteName> routes) {
        Set<String> names = new TreeSet<>();
        routes.forEach(route -> names.add(route.route()));
        return names;
    }
}
