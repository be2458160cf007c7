package dev.penstock.plugins.quota;

import dev.penstock.sdk.SharedStore.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code take.lua}: what it is asked and what it answers. */
final class TakeScript {
    private final Script script = new Script(text());

    /**
     * A question.
     *
     * @param back unspent of a lease that this plan's limits gave
     * @param want of a new lease, as much as there may be of it
     * @param now in milliseconds since the epoch
     */
    record Question(Plan plan, long need, long cost, long back, long want, long now) {}

    /**
     * An answer.
     *
     * @param leased beside the cost
     */
    record Answer(Standing standing, long leased) {}

    Script script() {
        return script;
    }

    static List<String> arguments(Question question) {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(question.now));
        // Lua counts in doubles.
        arguments.add(String.valueOf(Math.max(question.need, -Cost.MOST * 2)));
        arguments.add(String.valueOf(Math.min(question.cost, Cost.MOST)));
        arguments.add(String.valueOf(question.back));
        arguments.add(String.valueOf(question.want));
        for (Allowance allowance : question.plan.allowances()) {
            Limit limit = allowance.limit();
            long size = limit.rate().size();
            long per = per(allowance);
            boolean rolls = allowance.day().isEmpty();
            arguments.add(limit.id());
            arguments.add(String.valueOf(size));
            arguments.add(String.valueOf(size / (allowance.length().toMillis() / per)));
            arguments.add(String.valueOf(per));
            arguments.add(rolls ? "" : String.valueOf(allowance.from()));
            arguments.add(rolls ? "" : String.valueOf(allowance.until()));
        }
        return arguments;
    }

    static Answer answer(Question question, List<String> texts) {
        List<Allowance> allowances = question.plan.allowances();
        long[] left = new long[allowances.size()];
        long[] parts = new long[left.length];
        for (int i = 0; i < left.length; i++) {
            Duration length = allowances.get(i).length();
            left[i] = Long.parseLong(texts.get(2 + 2 * i));
            parts[i] = Long.parseLong(texts.get(3 + 2 * i)) * (length.toNanos() / per(allowances.get(i)));
        }
        boolean taken = texts.get(0).equals("1");
        long leased = Long.parseLong(texts.get(1));
        return new Answer(new Standing(question.plan, new Told(left, parts), question.now, taken), leased);
    }

    /** The rate in its lowest terms, so that it is exact for as many limits as can be: in how many ms something comes back. */
    private static long per(Allowance allowance) {
        BigInteger length = BigInteger.valueOf(allowance.length().toMillis());
        BigInteger size = BigInteger.valueOf(allowance.limit().rate().size());
        return length.divide(length.gcd(size)).longValueExact();
    }

    /** What a store told. */
    private static final class Told implements Left {
        private final long[] left;
        private final long[] parts;

        Told(long[] left, long[] parts) {
            this.left = left;
            this.parts = parts;
        }

        @Override
        public long of(int limit) {
            return left[limit];
        }

        @Override
        public long part(int limit) {
            return parts[limit];
        }
    }

    private static String text() {
        try (InputStream lua = TakeScript.class.getResourceAsStream("take.lua")) {
            return new String(lua.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            throw new UncheckedIOException("the script of quota cannot be read from its jar", gone);
        }
    }
}
