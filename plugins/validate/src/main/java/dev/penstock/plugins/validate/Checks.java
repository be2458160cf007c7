package dev.penstock.plugins.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.plugins.validate.contract.Contents;
import dev.penstock.plugins.validate.contract.Fault;
import dev.penstock.plugins.validate.schema.Checker;
import dev.penstock.plugins.validate.schema.JsonReader;
import dev.penstock.plugins.validate.schema.NotJson;
import dev.penstock.plugins.validate.schema.OverBudget;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * Reads and checks bodies. What is short and simple is done there and then on the event loop; what is longer, coded, or
 * takes more steps than a loop should spend goes to a pool, and what is large to one of two threads, so that the trees of
 * few are in memory at once.
 */
final class Checks {
    /** Bytes; a regular expression costs more for each. */
    private static final int SHORT = 16 << 10;

    private static final int SHORT_WITH_PATTERNS = 4 << 10;
    private static final int LARGE = 256 << 10;

    /** Steps that a loop spends before it passes the check on: some milliseconds. */
    private static final long LOOP_BUDGET = 20_000;

    /** Steps that a check may take at all: some seconds. */
    private static final long BUDGET = 20_000_000;

    private final Pool pool;
    private final Pool largePool;

    Checks(Host host) {
        this.pool = host.pool("validate", Math.max(2, host.eventLoops()));
        this.largePool = host.pool("validate-large", 2);
    }

    /**
     * What is wrong with a body.
     *
     * @param max bytes once decoded
     * @return completes on the caller's loop, with at most 50 faults; fails with 503 when too many wait
     */
    Future<List<Fault>> faults(Buffer body, Optional<String> coding, Contents.Chosen kind, long max) {
        boolean patterns = kind.checker().filter(Checker::hasPatterns).isPresent();
        if (coding.isEmpty() && body.length() <= (patterns ? SHORT_WITH_PATTERNS : SHORT)) {
            try {
                return Future.succeededFuture(read(body.getBytes(), kind, LOOP_BUDGET));
            } catch (OverBudget longer) {
                // It goes to the pool.
            }
        }
        Pool chosen = body.length() > LARGE || coding.isPresent() ? largePool : pool;
        return chosen.run(() -> {
            try {
                Buffer plain = coding.isPresent() ? ContentCoding.decode(body, coding.get(), max) : body;
                return read(plain.getBytes(), kind, BUDGET);
            } catch (ContentCoding.Unreadable broken) {
                if (broken.isTooLong()) {
                    throw Problem.of(Problem.Kind.TOO_LARGE, broken.getMessage());
                }
                return List.of(Fault.ofBody(broken.getMessage()));
            } catch (OverBudget heavy) {
                return List.of(Fault.ofBody(
                        heavy.isDeep()
                                ? "expected a body of fewer levels for this schema, found one whose check goes too deep"
                                : "expected a body that is checked in " + BUDGET
                                        + " steps, found one that takes more"));
            }
        });
    }

    private static List<Fault> read(byte[] bytes, Contents.Chosen kind, long budget) {
        try {
            JsonNode value = JsonReader.read(bytes);
            return kind.checker()
                    .map(checker -> checker.check(value, budget).stream()
                            .map(Fault::inBody)
                            .toList())
                    .orElse(List.of());
        } catch (NotJson broken) {
            return List.of(Fault.inBody(broken.finding()));
        }
    }
}
