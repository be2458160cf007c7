package dev.penstock.engine.expression;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelInternalRuntimeLibrary;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.InternalCelFunctionBinding;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All functions, CEL's and ours, each of whose calls is paid for before it is made. CEL itself counts iterations of
 * macros only, so that one call on a long text or list would cost nothing.
 *
 * <p>A macro is paid for by {@link #LOOP}, which {@link TypeCheck} puts around what it walks. The meter is that of the
 * evaluation which this thread is in: a function is told nothing but its arguments.
 */
final class MeteredFunctions implements CelCompilerLibrary, CelRuntimeLibrary {
    /** {@code @loop(range, nodes)}: the range, once its walk is paid for. */
    static final String LOOP = "@loop";

    private final CelOptions options;
    private final List<CelRuntimeLibrary> libraries;

    @SuppressWarnings("ThreadLocalUsage") // the gateway's, as the environment is: two in one JVM share nothing
    private final ThreadLocal<Meter> meters = new ThreadLocal<>();

    /** @param libraries where two have an overload, that of the first counts; before those of the standard */
    MeteredFunctions(CelOptions options, List<CelRuntimeLibrary> libraries) {
        this.options = options;
        this.libraries = List.copyOf(libraries);
    }

    /** What is evaluated with a meter. */
    @FunctionalInterface
    interface Evaluation<E extends Exception> {
        Object run(Meter meter) throws E;
    }

    /** Evaluates with a fresh meter. */
    <E extends Exception> Object metered(Evaluation<E> evaluation) throws E {
        Meter meter = new Meter();
        meters.set(meter);
        try {
            return evaluation.run(meter);
        } finally {
            meters.remove();
        }
    }

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        TypeParamType range = TypeParamType.create("R");
        checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                LOOP, CelOverloadDecl.newGlobalOverload("loop_any_int", range, range, SimpleType.INT)));
    }

    @Override
    @SuppressWarnings("Immutable") // the meter is the thread's
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        List<CelFunctionBinding> all = new ArrayList<>();
        RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
        libraries.forEach(library -> all.addAll(bindings(library, equality)));
        all.addAll(CelStandardFunctions.newBuilder().build().newFunctionBindings(equality, options));
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                LOOP, CelFunctionBinding.from("loop_any_int", Object.class, Long.class, this::loop)));
        // Those that are handed what went wrong choose only, and cost nothing.
        runtime.addFunctionBindings(
                all.stream().filter(binding -> !binding.isStrict()).toList());
        byFunction(all).forEach((function, overloads) -> add(runtime, function, overloads.values()));
    }

    private Object loop(Object range, Long nodes) {
        long rounds = Weight.shallow(range);
        meters.get().spend(rounds * nodes);
        return range;
    }

    /** What a library would add to a runtime. */
    private List<CelFunctionBinding> bindings(CelRuntimeLibrary library, RuntimeEquality equality) {
        List<CelFunctionBinding> added = new ArrayList<>();
        CelRuntimeBuilder recorder = (CelRuntimeBuilder) Proxy.newProxyInstance(
                MeteredFunctions.class.getClassLoader(),
                new Class<?>[] {CelRuntimeBuilder.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("addFunctionBindings")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    Iterable<?> bindings =
                            arguments[0] instanceof Object[] array ? Arrays.asList(array) : (Iterable<?>) arguments[0];
                    bindings.forEach(binding -> added.add((CelFunctionBinding) binding));
                    return proxy;
                });
        if (library instanceof CelInternalRuntimeLibrary internal) {
            internal.setRuntimeOptions(recorder, equality, options);
        } else {
            library.setRuntimeOptions(recorder);
        }
        return added;
    }

    /** Strict overloads by function and id. A binding under the function's own name only chooses among them. */
    private static Map<String, Map<String, CelFunctionBinding>> byFunction(List<CelFunctionBinding> all) {
        Map<String, Map<String, CelFunctionBinding>> functions = new LinkedHashMap<>();
        for (CelFunctionBinding binding : all) {
            if (binding.isStrict() && binding instanceof InternalCelFunctionBinding named) {
                String function = named.getFunctionName();
                if (!binding.getOverloadId().equals(function)) {
                    functions
                            .computeIfAbsent(function, name -> new LinkedHashMap<>())
                            .putIfAbsent(binding.getOverloadId(), binding);
                }
            }
        }
        return functions;
    }

    private void add(CelRuntimeBuilder runtime, String function, Iterable<CelFunctionBinding> overloads) {
        List<CelFunctionBinding> metered = new ArrayList<>();
        for (CelFunctionBinding overload : overloads) {
            metered.add(metered(overload));
        }
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(function, metered));
    }

    @SuppressWarnings("Immutable") // the meter is the thread's
    private CelFunctionBinding metered(CelFunctionBinding overload) {
        String id = overload.getOverloadId();
        CelFunctionOverload function = overload.getDefinition();
        CelFunctionOverload paid = arguments -> {
            Meter meter = meters.get();
            meter.spend(Prices.of(id, arguments, meter.left()));
            return function.apply(arguments);
        };
        List<Class<?>> types = overload.getArgTypes();
        return switch (types.size()) {
            case 1 -> CelFunctionBinding.from(id, types.get(0), value -> paid.apply(new Object[] {value}));
            case 2 ->
                CelFunctionBinding.from(
                        id, types.get(0), types.get(1), (left, right) -> paid.apply(new Object[] {left, right}));
            default -> CelFunctionBinding.from(id, types, paid);
        };
    }
}
