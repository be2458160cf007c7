package dev.penstock.engine.expression;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.Program;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The one CEL compiler and runtime of a gateway: the language's names, functions and bounds. Thread-safe. */
final class CelEnvironment {
    /** In characters: more is no expression but a program. */
    static final int MAX_LENGTH = 10_000;

    /** Over all macros of one evaluation, nested ones multiplied out. What a round costs is for {@link Meter}. */
    private static final int MAX_ITERATIONS = 1_000_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(100)
            .maxParseErrorRecoveryLimit(1)
            .maxRegexProgramSize(10_000)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .build();

    private final CelCompiler compiler;
    private final CelRuntime runtime;
    private final MeteredFunctions functions;

    CelEnvironment(InstantSource clock) {
        Functions own = new Functions(clock);
        Arithmetic arithmetic = new Arithmetic();
        functions = new MeteredFunctions(
                OPTIONS,
                List.of(
                        own,
                        arithmetic,
                        CelExtensions.strings(),
                        CelExtensions.lists(),
                        CelExtensions.math(),
                        CelExtensions.encoders(OPTIONS)));
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(new ClosedTypes())
                .addLibraries(
                        functions,
                        own,
                        arithmetic,
                        CelExtensions.strings(),
                        CelExtensions.lists(),
                        CelExtensions.math(),
                        CelExtensions.encoders(OPTIONS));
        for (Root root : Root.values()) {
            builder.addVar(root.baseName(), root.type());
        }
        compiler = builder.build();
        runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions((function, overload) -> false)
                        .build())
                .addLibraries(functions)
                .build();
    }

    CelValidationResult parse(String source) {
        return compiler.parse(source);
    }

    CelValidationResult check(CelAbstractSyntaxTree parsed, Scope scope) {
        Set<String> visible = scope.visible().keySet();
        if (visible.isEmpty()) {
            return compiler.check(parsed);
        }
        CelCheckerBuilder checker = compiler.toCheckerBuilder();
        visible.forEach(name -> checker.addVarDeclarations(CelVarDecl.newVarDeclaration(name, SimpleType.DYN)));
        return checker.build().check(parsed);
    }

    /** Evaluates a program of this environment: with a meter, or not at all. */
    <E extends Exception> Object metered(MeteredFunctions.Evaluation<E> evaluation) throws E {
        return functions.metered(evaluation);
    }

    Program plan(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return runtime.createProgram(checked);
    }
}
