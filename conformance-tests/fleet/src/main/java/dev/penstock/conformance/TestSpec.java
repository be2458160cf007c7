package dev.penstock.conformance;

import dev.penstock.fleet.MockRule;
import java.util.List;
import java.util.Map;

/**
 * A file {@code <api>.test.yaml}, beside the pipeline file that it tests.
 *
 * @param env stands in for {@code ${env:NAME}}; other names are those of the process
 * @param mocks what the backends answer, by upstream
 * @param cases run one after the other, each on a fresh gateway
 */
public record TestSpec(Map<String, String> env, Map<String, List<MockRule>> mocks, List<CaseSpec> cases) {}
