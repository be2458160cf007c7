package dev.penstock.plugins.script;

import dev.penstock.sdk.Direction;
import io.vertx.core.MultiMap;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Stands in for an {@link Exchange} while the engine warms up. */
final class Warmup implements ProxyExecutable {
    private static final int TIMES = 3;

    private final HeaderFields headers =
            new HeaderFields(MultiMap.caseInsensitiveMultiMap().add("user-agent", "warm"), Direction.RESPONSE);

    static void run(Realm realm) {
        for (int i = 0; i < TIMES; i++) {
            realm.start(Direction.REQUEST, new Warmup());
            realm.start(Direction.RESPONSE, new Warmup());
        }
    }

    @Override
    public Object execute(Value... arguments) {
        return switch (arguments[0].asString()) {
            case "header", "client-header" -> headers.get(arguments[1].asString());
            case "headers" -> headers.lines();
            case "set-header" -> headers.set(arguments[1].asString(), arguments[2].asString());
            case "read" ->
                "{\"items\": [{\"id\": 1, \"title\": \"a\", \"x\": null}, {\"id\": 2, \"title\": \"b\", \"x\": [1.5, true]}]}";
            case "auth" -> "{\"claims\": {}}";
            case "vars", "config", "parameters" -> "{}";
            case "method", "client-method" -> "GET";
            case "path", "client-path", "url", "route" -> "/warm";
            case "query", "client-query" -> "q=1&r=%20";
            case "status" -> 200;
            default -> null;
        };
    }
}
