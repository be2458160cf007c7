package dev.penstock.plugins.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Where an answer stands in the shared store. Names begin with that of the API; of all else they tell nothing. Copies that
 * people have of their own stand, like variants, in places to which what stands under the key of all leads.
 */
final class SharedKeys {
    /** So many answers for each list of fields, each in the place that the values of its request lead to. */
    private static final int PLACES = 64;

    private SharedKeys() {}

    /** Where to look first: for all copies the same. */
    static String root(String key) {
        return name(CacheKey.ofAll(key), "");
    }

    /**
     * Where the answer to a request with these values stands.
     *
     * @param key that of the copy
     * @param salt of the index
     */
    static String variant(String key, String salt, List<String> names, String values) {
        String all = CacheKey.ofAll(key);
        int place = Math.floorMod(values.hashCode(), PLACES);
        return name(all, "\n" + salt + "\n" + String.join(",", names) + "\n" + place + key.substring(all.length()));
    }

    private static String name(String key, String place) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((key + place).getBytes(StandardCharsets.UTF_8));
            String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            return "penstock:" + key.substring(0, key.indexOf('\n')) + ":cache:" + digest;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
