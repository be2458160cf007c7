package dev.penstock.plugins.cache;

import dev.penstock.sdk.HttpCache.Purge;
import dev.penstock.sdk.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * That a purge was asked for.
 *
 * @param id of this one alone, over all gateways
 */
record Mark(String id, Purge purge) {
    /** Whether the purge is of this answer. */
    boolean meets(Entry entry) {
        Labels labels = entry.labels();
        return mayMeet(labels)
                && (purge.tag().isEmpty()
                        || labels.tags().contains(purge.tag().get())
                        || isTagged(entry.answer().headers(), purge.tag().get()));
    }

    /** Whether it may be of an answer of which only this is known. */
    boolean mayMeet(Labels labels) {
        return is(purge.api(), labels.api())
                && is(purge.route(), labels.route())
                && purge.path().map(path -> isPath(path, labels.path())).orElse(true);
    }

    private static boolean is(Optional<String> wanted, String found) {
        return wanted.isEmpty() || wanted.get().equals(found);
    }

    private static boolean isPath(String wanted, String found) {
        return wanted.endsWith("*") ? found.startsWith(wanted.substring(0, wanted.length() - 1)) : found.equals(wanted);
    }

    /** {@code Cache-Tag} is divided by commas or blanks, {@code Surrogate-Key} by blanks. */
    private static boolean isTagged(MultiMap headers, String tag) {
        return headers.getAll("cache-tag").stream().anyMatch(value -> names(value, "[,\\s]+", tag))
                || headers.getAll("surrogate-key").stream().anyMatch(value -> names(value, "\\s+", tag));
    }

    private static boolean names(String value, String divider, String tag) {
        return value.contains(tag)
                && Arrays.asList(value.strip().split(divider)).contains(tag);
    }

    String write() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        purge.api().ifPresent(api -> json.put("api", api));
        purge.route().ifPresent(route -> json.put("route", route));
        purge.path().ifPresent(path -> json.put("path", path));
        purge.tag().ifPresent(tag -> json.put("tag", tag));
        json.put("soft", purge.soft());
        return Json.write(json).toString(StandardCharsets.UTF_8);
    }

    /** What {@link #write} wrote; of anything else, as another version may write it, a purge of all. */
    static Mark read(String text) {
        try {
            Map<?, ?> json = (Map<?, ?>) Json.parse(Buffer.buffer(text));
            Purge purge =
                    new Purge(text(json, "api"), text(json, "route"), text(json, "path"), text(json, "tag"), (Boolean)
                            json.get("soft"));
            return new Mark((String) json.get("id"), purge);
        } catch (RuntimeException unknown) {
            return all(text, false);
        }
    }

    /** A purge of all there is. */
    static Mark all(String id, boolean soft) {
        return new Mark(id, new Purge(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), soft));
    }

    private static Optional<String> text(Map<?, ?> json, String name) {
        return Optional.ofNullable((String) json.get(name));
    }
}
