package dev.penstock.plugins.validate.contract;

import java.util.Map;
import java.util.Optional;

/** What the requests of a route must look like. */
@FunctionalInterface
public interface Contract {
    /**
     * What a request is by it.
     *
     * @param pathValues the values of the path's parameters, percent-encoded
     */
    record Match(Operation operation, Map<String, String> pathValues) {}

    /**
     * Finds the operation of a request.
     *
     * @param path below the API's path, percent-encoded
     * @return empty when there is no such operation
     */
    Optional<Match> find(String method, String path);
}
