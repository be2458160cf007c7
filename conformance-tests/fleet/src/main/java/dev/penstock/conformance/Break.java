package dev.penstock.conformance;

import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import java.util.Map;
import java.util.Optional;

/** A way in which a backend may be broken, in the order in which they are tried. */
enum Break {
    REFUSED("refused", null),
    RESET("reset", MockAnswer.fault(MockFault.RESET)),
    HANG("hang", MockAnswer.fault(MockFault.HANG)),
    TRUNCATE("truncate", MockAnswer.fault(MockFault.TRUNCATE)),
    GARBAGE("garbage", MockAnswer.fault(MockFault.GARBAGE)),
    STATUS_500("500", MockAnswer.json(500, Map.of("error", "broken by the test"))),
    STATUS_404("404", MockAnswer.json(404, Map.of("error", "not found, says the test")));

    private final String label;
    private final MockAnswer answer;

    Break(String label, MockAnswer answer) {
        this.label = label;
        this.answer = answer;
    }

    /** What the backend answers; empty: nobody listens. */
    Optional<MockAnswer> answer() {
        return Optional.ofNullable(answer);
    }

    /** As reports name it. */
    @Override
    public String toString() {
        return label;
    }
}
