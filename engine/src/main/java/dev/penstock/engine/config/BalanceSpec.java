package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.util.Optional;

/**
 * How the targets of an upstream share its requests.
 *
 * @param way where there is no {@code hash}
 * @param hash a text with expressions: requests for which it is the same go to the same target
 */
public record BalanceSpec(Way way, Optional<Node> hash) {
    /** The ways that are a bare word. */
    public enum Way {
        ROUND_ROBIN,
        LEAST_REQUESTS,
        RANDOM_TWO
    }

    /**
     * The form with settings.
     *
     * @param hash a text with expressions; requests for which it is the same go to the same target
     */
    record File(Node hash) {}

    static BalanceSpec read(Node node, Reading reading) {
        if (node instanceof Node.Mapping mapping) {
            Optional<Node> hash = reading.binder()
                    .record(mapping, File.class, reading)
                    .map(file -> ((File) file).hash())
                    .filter(found -> isText(found, reading.under("hash")));
            return new BalanceSpec(Way.ROUND_ROBIN, hash);
        }
        if (node instanceof Node.Scalar scalar && scalar.text().equals("hash")) {
            reading.fault(node, "expected what to hash as well: write {hash: \"${header['x-user']}\"}");
            return new BalanceSpec(Way.ROUND_ROBIN, Optional.empty());
        }
        return new BalanceSpec(
                reading.binder()
                        .value(node, Way.class, reading.key(), reading.faults())
                        .orElse(Way.ROUND_ROBIN),
                Optional.empty());
    }

    private static boolean isText(Node node, Reading reading) {
        return Scalars.text().read(node, reading).isPresent();
    }
}
