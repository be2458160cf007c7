package dev.penstock.engine.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.values.ErrorValue;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;

/** {@code default(x, y)}: y where x is absent or null. Not strict: it is handed what went wrong with x. */
final class Fallback implements CelFunctionBinding {
    static final String ID = "default_any_any";

    private static final ImmutableList<Class<?>> TYPES = ImmutableList.of(Object.class, Object.class);

    private final CelFunctionBinding strict = CelFunctionBinding.from(ID, Object.class, Object.class, Fallback::choose);

    @Override
    public String getOverloadId() {
        return ID;
    }

    @Override
    public ImmutableList<Class<?>> getArgTypes() {
        return TYPES;
    }

    @Override
    public CelFunctionOverload getDefinition() {
        return strict.getDefinition();
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    private static Object choose(Object value, Object otherwise) throws CelEvaluationException {
        boolean absent = value instanceof NullValue || (value instanceof ErrorValue error && isAbsence(error.value()));
        return orThrow(absent ? otherwise : value);
    }

    private static Object orThrow(Object value) throws CelEvaluationException {
        if (!(value instanceof ErrorValue error)) {
            return value;
        }
        if (error.value() instanceof RuntimeException failure) {
            throw failure;
        }
        throw new CelEvaluationException("the value failed", error.value());
    }

    private static boolean isAbsence(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof Absent
                    || at instanceof CelAttributeNotFoundException
                    || at instanceof CelIndexOutOfBoundsException) {
                return true;
            }
        }
        return false;
    }
}
