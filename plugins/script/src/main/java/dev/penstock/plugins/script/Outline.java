package dev.penstock.plugins.script;

import com.oracle.js.parser.ErrorManager;
import com.oracle.js.parser.Parser;
import com.oracle.js.parser.ParserException;
import com.oracle.js.parser.ScriptEnvironment;
import com.oracle.js.parser.Source;
import com.oracle.js.parser.TokenType;
import com.oracle.js.parser.ir.ExportNode;
import com.oracle.js.parser.ir.FunctionNode;
import com.oracle.js.parser.ir.IdentNode;
import com.oracle.js.parser.ir.ImportNode;
import com.oracle.js.parser.ir.LexicalContext;
import com.oracle.js.parser.ir.LiteralNode;
import com.oracle.js.parser.ir.Node;
import com.oracle.js.parser.ir.Scope;
import com.oracle.js.parser.ir.UnaryNode;
import com.oracle.js.parser.ir.visitor.NodeVisitor;
import com.oracle.truffle.api.strings.TruffleString;
import dev.penstock.sdk.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a module says of itself before it runs: what it imports, and the names that it uses without declaring them. By the
 * parser of the engine, so that both read the same language.
 *
 * @param imports the files that it names
 * @param free names that neither the module nor a realm has; what {@code typeof} asks for is none of them
 */
record Outline(List<Word> imports, List<Word> free) {
    private static final ScriptEnvironment LANGUAGE = ScriptEnvironment.builder()
            .ecmaScriptVersion(ScriptEnvironment.ES_2024)
            .strict(true)
            .allowBigInt(true)
            .classFields(true)
            .importAttributes(true)
            .privateFieldsIn(true)
            .topLevelAwait(true)
            .build();

    /** A text with its place in the module. */
    record Word(String text, Place place) {}

    /**
     * Reads a module.
     *
     * @param globals the names that a realm has
     * @return empty when its syntax is broken; loading it will say where
     */
    static Optional<Outline> of(String name, String text, Set<String> globals) {
        Source source = Source.sourceFor(name, text);
        try {
            FunctionNode module = new Parser(LANGUAGE, source, new ErrorManager.ThrowErrorManager()).parseModule(name);
            Reader reader = new Reader(source, globals);
            module.accept(reader);
            return Optional.of(new Outline(List.copyOf(reader.imports(module)), List.copyOf(reader.free)));
        } catch (ParserException | StackOverflowError broken) {
            return Optional.empty();
        }
    }

    /** Walks through a module, knowing the scope where it is. */
    private static final class Reader extends NodeVisitor<LexicalContext> {
        private final Source source;
        private final Set<String> globals;
        private final List<Word> free = new ArrayList<>();

        Reader(Source source, Set<String> globals) {
            super(new LexicalContext());
            this.source = source;
            this.globals = globals;
        }

        List<Word> imports(FunctionNode module) {
            List<Word> imports = new ArrayList<>();
            for (ImportNode each : module.getModule().getImports()) {
                add(each.getModuleSpecifier(), imports);
            }
            for (ExportNode each : module.getModule().getExports()) {
                if (each.getModuleSpecifier() != null) {
                    add(each.getModuleSpecifier(), imports);
                }
            }
            return imports;
        }

        private void add(LiteralNode<TruffleString> specifier, List<Word> imports) {
            imports.add(new Word(specifier.getValue().toJavaStringUncached(), place(specifier)));
        }

        private Place place(Node node) {
            int start = node.getStart();
            return new Place(source.getName(), source.getLine(start), source.getColumn(start) + 1);
        }

        @Override
        public boolean enterUnaryNode(UnaryNode unary) {
            return unary.tokenType() != TokenType.TYPEOF || !(unary.getExpression() instanceof IdentNode);
        }

        @Override
        public boolean enterIdentNode(IdentNode ident) {
            boolean bound = ident.isPropertyName()
                    || ident.isInternal()
                    || ident.isThis()
                    || ident.isSuper()
                    || ident.isMetaProperty()
                    || ident.isPrivate()
                    || ident.isArguments()
                    || ident.getName().equals("arguments")
                    || globals.contains(ident.getName());
            if (!bound && isWritten(ident) && !isDeclared(ident.getName())) {
                free.add(new Word(ident.getName(), place(ident)));
            }
            return false;
        }

        /** The parser makes names up, such as that of a constructor that a class does not state. */
        private boolean isWritten(IdentNode ident) {
            return source.getContent().startsWith(ident.getName(), ident.getStart());
        }

        private boolean isDeclared(String name) {
            for (Scope scope = getLexicalContext().getCurrentScope(); scope != null; scope = scope.getParent()) {
                if (scope.hasSymbol(name)) {
                    return true;
                }
            }
            return false;
        }
    }
}
