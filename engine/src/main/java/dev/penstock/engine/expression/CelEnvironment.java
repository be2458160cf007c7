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
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.Program;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import java.time.InstantSource;
import java.util.Set;

/** The one CEL compiler and runtime of a gateway: the language's names, functions and bounds. Thread-safe. */
final class CelEnvironment {
    /** In characters: more is no expression but a program. */
    static final int MAX_LENGTH = 10_000;

    /** Over all macros of one evaluation, nested ones multiplied out: tens of milliseconds. */
    private static final int MAX_ITERATIONS = 50_000;

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

    CelEnvironment(InstantSource clock) {
        Functions functions = new Functions(clock);
        Arithmetic arithmetic = new Arithmetic();
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(new ClosedTypes())
                .addLibraries(
                        functions,
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
                        .filterFunctions((function, overload) ->
                                function != StandardFunction.INDEX && overload != AddOverload.ADD_LIST)
                        .build())
                .addLibraries(
                        functions,
                        arithmetic,
                        CelExtensions.strings(),
                        CelExtensions.lists(),
                        CelExtensions.math(),
                        CelExtensions.encoders(OPTIONS))
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

    Program plan(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return runtime.createProgram(checked);
    }
}
