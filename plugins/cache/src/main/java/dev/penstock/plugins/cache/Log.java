package dev.penstock.plugins.cache;

import dev.penstock.sdk.SharedStore;
import dev.penstock.sdk.SharedStore.Script;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Texts in the shared store in the order in which gateways added them; the latest of them are kept, each has a number.
 * Where the store began anew, another log begins.
 */
final class Log {
    /** So many are kept. */
    static final int MOST = 1000;

    /** Longer than what is stored beside it. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Script APPEND = new Script("""
            redis.call('HSETNX', KEYS[1], 'log', ARGV[1])
            local number = redis.call('HINCRBY', KEYS[1], 'number', 1)
            redis.call('HSET', KEYS[1], tostring(number), ARGV[2])
            redis.call('HDEL', KEYS[1], tostring(number - tonumber(ARGV[3])))
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            return {}
            """);

    private static final Script READ = new Script("""
            redis.call('HSETNX', KEYS[1], 'log', ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[5])
            local log = redis.call('HGET', KEYS[1], 'log')
            local number = tonumber(redis.call('HGET', KEYS[1], 'number') or '0')
            local from = tonumber(ARGV[3])
            if log ~= ARGV[2] or from > number then
              from = 0
            end
            from = math.max(from, number - tonumber(ARGV[4]))
            local answer = {log, tostring(from)}
            for i = from + 1, number do
              answer[#answer + 1] = redis.call('HGET', KEYS[1], tostring(i)) or ''
            end
            return answer
            """);

    /**
     * What was added since.
     *
     * @param texts the oldest first
     * @param goesOn whether nothing is missing between what was read before and these
     */
    record News(Position position, List<String> texts, boolean goesOn) {
        /** Whether older texts than these were there and are not kept. */
        boolean areCut() {
            return !goesOn && position.number() > texts.size();
        }
    }

    private final SharedStore store;
    private final String key;

    Log(SharedStore store, String key) {
        this.store = store;
        this.key = key;
    }

    Future<Void> append(String text) {
        return store.run(APPEND, key, List.of(random(), text, String.valueOf(MOST), String.valueOf(KEPT.toMillis())))
                .mapEmpty();
    }

    /** @param from how far it was read before */
    Future<News> read(Position from) {
        List<String> arguments = List.of(
                random(),
                from.log(),
                String.valueOf(from.number()),
                String.valueOf(MOST),
                String.valueOf(KEPT.toMillis()));
        return store.run(READ, key, arguments).map(answer -> {
            long start = Long.parseLong(answer.get(1));
            List<String> texts = answer.subList(2, answer.size());
            boolean goesOn = answer.get(0).equals(from.log()) && start == from.number();
            return new News(new Position(answer.get(0), start + texts.size()), texts, goesOn);
        });
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }
}
