package dev.penstock.engine.expression;

import com.google.errorprone.annotations.Immutable;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.Operator;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic between int and double, which CEL leaves out: the int is promoted. */
final class Arithmetic implements CelCompilerLibrary, CelRuntimeLibrary {
    @Immutable
    @FunctionalInterface
    private interface Operation {
        double apply(double left, double right);
    }

    private record Promoted(Operator operator, String id, Operation operation) {
        String intDouble() {
            return id + "_int64_double";
        }

        String doubleInt() {
            return id + "_double_int64";
        }
    }

    private static final List<Promoted> ALL = List.of(
            new Promoted(Operator.ADD, "add", (left, right) -> left + right),
            new Promoted(Operator.SUBTRACT, "subtract", (left, right) -> left - right),
            new Promoted(Operator.MULTIPLY, "multiply", (left, right) -> left * right),
            new Promoted(Operator.DIVIDE, "divide", (left, right) -> left / right));

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        for (Promoted each : ALL) {
            checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                    each.operator.getFunction(),
                    CelOverloadDecl.newGlobalOverload(
                            each.intDouble(), SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE),
                    CelOverloadDecl.newGlobalOverload(
                            each.doubleInt(), SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT)));
        }
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        for (Promoted each : ALL) {
            Operation operation = each.operation;
            List<CelFunctionBinding> bindings = new ArrayList<>();
            bindings.add(CelFunctionBinding.from(
                    each.intDouble(), Long.class, Double.class, (left, right) -> operation.apply(left, right)));
            bindings.add(CelFunctionBinding.from(
                    each.doubleInt(), Double.class, Long.class, (left, right) -> operation.apply(left, right)));
            if (each.operator == Operator.ADD) {
                bindings.add(CelFunctionBinding.from("add_list", List.class, List.class, CelList::concat));
            }
            runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(each.operator.getFunction(), bindings));
        }
    }
}
