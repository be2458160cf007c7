package dev.penstock.sdk;

import java.util.List;
import java.util.function.DoubleSupplier;

/** The page of metrics. Names start with {@code penstock_}; label values must come from the file, never from a client. */
public interface Metrics {
    /** Counts up. */
    interface Counter {
        void add(double amount);
    }

    /** Goes up and down. */
    interface Gauge {
        void set(double value);
    }

    /**
     * The counter of this name with these labels, made on first use. Safe to keep; counting takes no lock.
     *
     * @param labels names and values in turn: {@code "api", "shop", "route", "page"}
     */
    Counter counter(String name, String help, List<String> labels);

    /**
     * The gauge of this name with these labels.
     *
     * @param labels as in {@link #counter}
     */
    Gauge gauge(String name, String help, List<String> labels);

    /**
     * The same, its value asked for when the page is made, on any thread: for what is known anyway, or dear to know. One of
     * the same name and labels takes the place of an earlier one.
     *
     * @param labels as in {@link #counter}
     */
    void gauge(String name, String help, List<String> labels, DoubleSupplier value);
}
