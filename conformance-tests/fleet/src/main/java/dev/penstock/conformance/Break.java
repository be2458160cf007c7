package dev.penstock.conformance;

import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import java.util.Map;
import java.util.Optional;

/** A way in which a backend may be broken, in the order in which they are tried. */
enum Break {
    REFUSED("refused"),
    RESET("reset"),
    HANG("hang"),
    TRUNCATE("truncate"),
    GARBAGE("garbage"),
    STATUS_500("500"),
    STATUS_404("404");

    private final String label;

    Break(String label) {
        this.label = label;
    }

    /** What the backend answers; empty: nobody listens. */
    Optional<MockAnswer> answer() {
        return switch (this) {
            case REFUSED -> Optional.empty();
            case RESET -> Optional.of(MockAnswer.fault(MockFault.RESET));
            case HANG -> Optional.of(MockAnswer.fault(MockFault.HANG));
            case TRUNCATE -> Optional.of(MockAnswer.fault(MockFault.TRUNCATE));
            case GARBAGE -> Optional.of(MockAnswer.fault(MockFault.GARBAGE));
            case STATUS_500 -> Optional.of(MockAnswer.json(500, Map.of("error", "broken by the test")));
            case STATUS_404 -> Optional.of(MockAnswer.json(404, Map.of("error", "not found, says the test")));
        };
    }

    /** As reports name it. */
    @Override
    public String toString() {
        return label;
    }
}
