package dev.penstock.engine.admin;

import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.HttpCache.Purge;
import dev.penstock.sdk.Json;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code DELETE /cache}: which answers, and that they go. */
final class CachePage {
    private static final List<String> PARAMETERS = List.of("api", "route", "path", "tag", "soft");
    private static final String MEND = "expected api, route, path, tag and soft=true, such as ?api=shop&path=/items/*; "
            + "?api=* is all there is";

    /** A request that says nothing that can be done, and why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private final Supplier<Optional<HttpCache>> cache;

    /** @param cache empty where no module has one */
    CachePage(Supplier<Optional<HttpCache>> cache) {
        this.cache = cache;
    }

    /** How many answers of this gateway were met. */
    Future<Buffer> purge(MultiMap query) throws Refused {
        Purge purge = read(query);
        HttpCache found = cache.get().orElseThrow(() -> new Refused("this gateway has no cache"));
        return found.purge(purge).map(met -> Json.write(Map.of("purged", met)));
    }

    private static Purge read(MultiMap query) throws Refused {
        for (String name : query.names()) {
            if (!PARAMETERS.contains(name)) {
                throw new Refused("unknown parameter '" + name + "': " + MEND);
            }
        }
        Optional<String> api = one(query, "api");
        Optional<String> route = one(query, "route");
        Optional<String> path = one(query, "path");
        Optional<String> tag = one(query, "tag");
        String soft = one(query, "soft").orElse("false");
        if (api.isEmpty() && route.isEmpty() && path.isEmpty() && tag.isEmpty()) {
            throw new Refused("nothing says which answers: " + MEND);
        }
        if (path.isPresent() && !path.get().startsWith("/")) {
            throw new Refused("path: expected one that begins with '/', found '" + path.get() + "'");
        }
        if (!soft.equals("true") && !soft.equals("false")) {
            throw new Refused("soft: expected true or false, found '" + soft + "'");
        }
        return new Purge(api.filter(name -> !name.equals("*")), route, path, tag, soft.equals("true"));
    }

    private static Optional<String> one(MultiMap query, String name) throws Refused {
        List<String> values = query.getAll(name);
        if (values.size() > 1) {
            throw new Refused(name + ": expected one value, found " + values.size());
        }
        if (values.size() == 1 && values.get(0).isEmpty()) {
            throw new Refused(name + ": expected a value, found nothing");
        }
        return values.stream().findFirst();
    }
}
