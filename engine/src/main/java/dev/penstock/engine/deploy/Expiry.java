package dev.penstock.engine.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Warns of certificates that expire soon, of each once a day. */
final class Expiry {
    private static final System.Logger LOG = System.getLogger(Expiry.class.getName());
    private static final Duration AHEAD = Duration.ofDays(21);
    private static final Duration PAUSE = Duration.ofDays(1);

    private final InstantSource clock;
    private final Map<String, Instant> warned = new HashMap<>();

    Expiry(InstantSource clock) {
        this.clock = clock;
    }

    /** Looks at the certificates of a listener. */
    void look(String listener, Map<String, Instant> expiries) {
        Instant now = clock.instant();
        expiries.forEach((name, expires) -> {
            String which = "the certificate of " + name + " on " + listener;
            Instant last = warned.get(which);
            if (now.isAfter(expires.minus(AHEAD)) && (last == null || !now.isBefore(last.plus(PAUSE)))) {
                warned.put(which, now);
                Duration left = Duration.between(now, expires);
                LOG.log(
                        System.Logger.Level.WARNING,
                        left.isNegative()
                                ? which + " expired on " + expires + ": renew it"
                                : which + " expires in " + left.toDays() + " days, on " + expires + ": renew it");
            }
        });
    }
}
