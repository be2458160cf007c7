package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stored answers to one key, the newest first. Immutable. Most have one, which stands for itself: that costs no list. */
interface Resource {
    /** So many answers to one key; of more the oldest go. */
    int MOST = 64;

    /** One for each set of values of the fields that {@code Vary} names. */
    List<Entry> variants();

    /** Several, or none: which is none to be stored. */
    record Variants(List<Entry> variants) implements Resource {}

    static Resource of(List<Entry> variants) {
        return variants.size() == 1 ? variants.get(0) : new Variants(variants);
    }

    default Optional<Entry> find(MultiMap request, Whose whose) {
        for (Entry entry : variants()) {
            if (entry.suits(request, whose)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** The one of the same variant. */
    default Optional<Entry> like(Entry entry) {
        Variant variant = entry.answer().variant();
        return variants().stream()
                .filter(each -> each.answer().variant().equals(variant))
                .findFirst();
    }

    /** The fields that tell its answers apart, by the newest. */
    default List<String> vary() {
        return variants().get(0).answer().variant().names();
    }

    default Resource with(Entry entry) {
        List<Entry> changed = new ArrayList<>(variants().size() + 1);
        changed.add(entry);
        for (Entry old : variants()) {
            if (changed.size() < MOST
                    && !old.answer().variant().equals(entry.answer().variant())) {
                changed.add(old);
            }
        }
        return Resource.of(List.copyOf(changed));
    }

    /** With an entry that comes from elsewhere, where there is none of its variant that was received after it. */
    default Resource withLate(Entry entry) {
        Variant variant = entry.answer().variant();
        boolean newer = variants().stream()
                .anyMatch(each -> each.answer().variant().equals(variant) && !each.isOlderThan(entry));
        return newer ? this : with(entry);
    }

    /** Without this very entry, if it is there yet. */
    @SuppressWarnings("ReferenceEquality") // one that was stored since may look the same, and is not meant
    default Resource without(Entry entry) {
        return Resource.of(variants().stream().filter(each -> each != entry).toList());
    }

    /** With the second in the place of this very first, if it is there yet. */
    @SuppressWarnings("ReferenceEquality") // as above
    default Resource with(Entry entry, Entry by) {
        return Resource.of(
                variants().stream().map(each -> each == entry ? by : each).toList());
    }

    /**
     * After a purge.
     *
     * @param now from when on what it met is stale, where it is a soft one
     */
    default Resource after(Mark mark, Instant now) {
        List<Entry> left = new ArrayList<>(variants().size());
        for (Entry entry : variants()) {
            if (!mark.meets(entry)) {
                left.add(entry);
            } else if (mark.purge().soft()) {
                left.add(entry.stale(now));
            }
        }
        return Resource.of(List.copyOf(left));
    }

    default long met(Mark mark) {
        return variants().stream().filter(mark::meets).count();
    }

    /** In memory, in bytes. */
    default int weight() {
        long weight = 0;
        for (Entry entry : variants()) {
            weight += entry.weight();
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }
}
