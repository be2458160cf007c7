package dev.penstock.engine.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A CEL program.
 *
 * @param cel the environment that the program was made by
 * @param bases the names that it reads
 * @param label for what goes wrong; no text of CEL's goes to a client
 */
record CelSource(CelEnvironment cel, Program program, Map<String, Base> bases, Snippet.Label label) implements Source {
    CelSource {
        bases = Map.copyOf(bases);
    }

    @Override
    public Object read(Call call) {
        try {
            return cel.metered(meter -> {
                Object value = program.eval(new Activation(call, bases));
                meter.spend(Values.isWhole(value) ? 0 : Weight.deep(value, meter.left()));
                return Values.plain(value);
            });
        } catch (Meter.Overrun overrun) {
            throw costly(overrun);
        } catch (CelEvaluationException failure) {
            throw translated(failure);
        } catch (IllegalArgumentException noJson) {
            throw label.problem("expected a JSON value of " + label.text() + ", found another", noJson);
        }
    }

    private RuntimeException translated(CelEvaluationException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof Absent || at instanceof Problem || at instanceof IllegalStateException) {
                return (RuntimeException) at;
            }
            if (at instanceof Meter.Overrun) {
                return costly(failure);
            }
        }
        return label.problem("expected values that fit in " + label.text() + ", found others", failure);
    }

    private Problem costly(Exception cause) {
        return label.problem(
                "expected less to compute of " + label.text() + ", found more than a request may cost", cause);
    }

    /** The names of one evaluation, each read from the call once at most, and only if it is needed. */
    private static final class Activation implements CelVariableResolver {
        private final Call call;
        private final Map<String, Base> bases;
        private final Map<String, Object> read = new HashMap<>(4);

        Activation(Call call, Map<String, Base> bases) {
            this.call = call;
            this.bases = bases;
        }

        @Override
        public Optional<Object> find(String name) {
            Base base = bases.get(name);
            if (base == null) {
                return Optional.empty();
            }
            Object value = read.get(name);
            if (value == null) {
                value = Values.wrap(base.value(call), Trail.of(base));
                read.put(name, value);
            }
            return Optional.of(value);
        }
    }
}
