/**
 * Values of pipeline files: CEL expressions and the templates around them, compiled and type-checked when a file is
 * loaded. {@link dev.penstock.engine.expression.ExpressionCompiler} is the way in; what comes out is a
 * {@link dev.penstock.engine.expression.Compiled}, which needs no parser, no lookup by name and, for a plain look-up
 * such as {@code path.id}, no CEL at run time.
 */
package dev.penstock.engine.expression;
