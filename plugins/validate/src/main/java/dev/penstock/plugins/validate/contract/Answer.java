package dev.penstock.plugins.validate.contract;

import java.util.List;

/** What is said of an answer. */
public record Answer(List<Parameter> headers, Contents contents) {
    /** What is wrong with its header fields. */
    public List<Fault> headerFaults(Values values) {
        return headers.stream()
                .flatMap(header -> header.faults(values).stream())
                .toList();
    }
}
