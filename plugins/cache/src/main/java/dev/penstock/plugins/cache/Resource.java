package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stored answers to one key, the newest first. Immutable.
 *
 * @param variants one for each set of values of the fields that {@code Vary} names
 */
record Resource(List<Entry> variants) {
    /** So many answers to one key; of more the oldest go. */
    private static final int MOST = 64;

    Optional<Entry> find(MultiMap request, Whose whose) {
        for (Entry entry : variants) {
            if (entry.suits(request, whose)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** The one of the same variant. */
    Optional<Entry> like(Entry entry) {
        Variant variant = entry.answer().variant();
        return variants.stream()
                .filter(each -> each.answer().variant().equals(variant))
                .findFirst();
    }

    /** The fields that tell its answers apart, by the newest. */
    List<String> vary() {
        return variants.get(0).answer().variant().names();
    }

    Resource with(Entry entry) {
        List<Entry> changed = new ArrayList<>(variants.size() + 1);
        changed.add(entry);
        for (Entry old : variants) {
            if (changed.size() < MOST
                    && !old.answer().variant().equals(entry.answer().variant())) {
                changed.add(old);
            }
        }
        return new Resource(List.copyOf(changed));
    }

    /** With an entry that comes from elsewhere, where there is none of its variant that was received after it. */
    Resource withLate(Entry entry) {
        Variant variant = entry.answer().variant();
        boolean newer =
                variants.stream().anyMatch(each -> each.answer().variant().equals(variant) && !each.isOlderThan(entry));
        return newer ? this : with(entry);
    }

    /** Without this very entry, if it is there yet. */
    @SuppressWarnings("ReferenceEquality") // one that was stored since may look the same, and is not meant
    Resource without(Entry entry) {
        return new Resource(variants.stream().filter(each -> each != entry).toList());
    }

    /** With the second in the place of this very first, if it is there yet. */
    @SuppressWarnings("ReferenceEquality") // as above
    Resource with(Entry entry, Entry by) {
        return new Resource(
                variants.stream().map(each -> each == entry ? by : each).toList());
    }

    /**
     * After a purge.
     *
     * @param now from when on what it met is stale, where it is a soft one
     */
    Resource after(Mark mark, Instant now) {
        List<Entry> left = new ArrayList<>(variants.size());
        for (Entry entry : variants) {
            if (!mark.meets(entry)) {
                left.add(entry);
            } else if (mark.purge().soft()) {
                left.add(entry.stale(now));
            }
        }
        return new Resource(List.copyOf(left));
    }

    long met(Mark mark) {
        return variants.stream().filter(mark::meets).count();
    }

    int weight() {
        long weight = 0;
        for (Entry entry : variants) {
            weight += entry.weight();
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }
}
