package dev.penstock.sdk;

/**
 * Names a route over all files.
 *
 * @param api the file's {@code api}
 * @param route the route's {@code name}
 */
public record RouteName(String api, String route) {
    /** {@code <api>/<route>}. */
    @Override
    public String toString() {
        return api + "/" + route;
    }
}
