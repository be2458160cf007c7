package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects faults; what is said twice is kept once. For one thread.
 *
 * <p>What came from the environment or from a secret's file never shows in a message: whoever inserts it says so by
 * {@link #conceal}, and it is struck out of every message about that place.
 */
public final class Faults {
    private static final String STRUCK = "***";
    private static final int LONGEST = 500;
    private static final int TAIL = 150;

    /** A shorter value is struck out of messages about its own place only: it may be a word of any other. */
    private static final int LEAST = 8;

    /** No secret is shorter, and few words are longer. */
    private static final Pattern QUOTED = Pattern.compile("'([^']{9,})'");

    private final NavigableSet<Fault> faults = new TreeSet<>();
    private final Map<Place, Set<String>> concealed = new HashMap<>();
    private final Map<String, String> confidential = new HashMap<>();
    private final Set<Place> settled = new HashSet<>();
    private int said;

    /** Records a fault. */
    public void fault(Place at, String message) {
        said++;
        if (!settled.contains(at)) {
            faults.add(new Fault(at, struck(at, message), false));
        }
    }

    /** Records a fault. */
    public void fault(Node at, String message) {
        fault(at.place(), message);
    }

    /** Records a warning. */
    public void warn(Place at, String message) {
        faults.add(new Fault(at, struck(at, message), true));
    }

    /** Records a warning. */
    public void warn(Node at, String message) {
        warn(at.place(), message);
    }

    /** Takes over what another collector holds. */
    public void addAll(List<Fault> others) {
        faults.addAll(others);
    }

    /** Faults and warnings, by place. */
    public List<Fault> list() {
        return List.copyOf(faults);
    }

    /** Whether there is a fault; warnings are none. */
    public boolean hasFaults() {
        return faults.stream().anyMatch(fault -> !fault.warning());
    }

    /** How often a fault was recorded so far, repeats included. */
    public int said() {
        return said;
    }

    /** Records a fault, and no other at its place: it would follow from this one. */
    public void settle(Node at, String message) {
        fault(at, message);
        settled.add(at.place());
    }

    /** Keeps a value that was inserted there out of all messages about that place. */
    void conceal(Place at, String value) {
        if (!value.isEmpty()) {
            concealed.computeIfAbsent(at, place -> new TreeSet<>()).add(value);
        }
    }

    /** Keeps what is written in this file out of all messages about it, but for short words. */
    void confidential(String file, String text) {
        confidential.put(file, text);
    }

    /** Whether a value that was inserted there must not be shown. */
    public boolean isConcealed(Place at) {
        return concealed.containsKey(at);
    }

    /** What was inserted there and must not be shown. */
    public Set<String> concealed(Place at) {
        return Set.copyOf(concealed.getOrDefault(at, Set.of()));
    }

    /** On one line, and no longer than one reads: what is written in a file may be anything. */
    private static String told(String message) {
        String line = message.length() <= LONGEST
                ? message
                : message.substring(0, LONGEST - TAIL) + "…" + message.substring(message.length() - TAIL);
        return line.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ");
    }

    private String struck(Place at, String message) {
        String text = message;
        for (String value : concealed.getOrDefault(at, Set.of())) {
            text = text.replace(value, STRUCK);
        }
        for (Map.Entry<Place, Set<String>> elsewhere : concealed.entrySet()) {
            if (elsewhere.getKey().file().equals(at.file())) {
                for (String value : elsewhere.getValue()) {
                    text = value.length() >= LEAST ? text.replace(value, STRUCK) : text;
                }
            }
        }
        // What is shown of a value may be a part of it only, or written otherwise.
        return told(
                concealed.containsKey(at)
                        ? text.replaceAll("(?s)found '.*'", "found '" + STRUCK + "'")
                        : hidden(at, text));
    }

    private String hidden(Place at, String message) {
        String file = confidential.get(at.file());
        if (file == null) {
            return message;
        }
        return QUOTED.matcher(message.replaceAll("(?s)found '.{9,}'", "found '" + STRUCK + "'"))
                .replaceAll(quoted ->
                        file.contains(quoted.group(1)) ? "'" + STRUCK + "'" : Matcher.quoteReplacement(quoted.group()));
    }
}
