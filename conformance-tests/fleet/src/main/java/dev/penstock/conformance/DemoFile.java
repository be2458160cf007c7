package dev.penstock.conformance;

import dev.penstock.fleet.MockRule;
import java.util.List;
import java.util.Map;

/**
 * The backends of the demo.
 *
 * @param backends what they answer, by the upstream of the pipeline files that they stand for
 */
record DemoFile(Map<String, List<MockRule>> backends) {}
