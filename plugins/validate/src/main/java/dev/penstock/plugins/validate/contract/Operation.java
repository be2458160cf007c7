package dev.penstock.plugins.validate.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one kind of request must look like, and its answers.
 *
 * @param name for the log, such as {@code GET /pets/{id}}
 * @param body empty: nothing is said of it, whatever it is passes
 * @param answers by status, {@code 200}, {@code 2XX} or {@code default}
 */
public record Operation(String name, List<Parameter> parameters, Optional<Bodied> body, Map<String, Answer> answers) {
    private static final int CLASS = 100;

    /** What is wrong with the parameters of a request. */
    public List<Fault> parameterFaults(Values values) {
        List<Fault> faults = new ArrayList<>();
        for (Parameter parameter : parameters) {
            faults.addAll(parameter.faults(values));
        }
        return faults;
    }

    /** What is said of an answer of this status; empty when there should be none. */
    public Optional<Answer> answer(int status) {
        Answer exact = answers.get(Integer.toString(status));
        Answer some = exact != null ? exact : answers.get(status / CLASS + "XX");
        return Optional.ofNullable(some != null ? some : answers.get("default"));
    }
}
