package dev.penstock.engine.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The names that an expression may read beside those of the language: the parameters of the route's match, and what the
 * steps above declared. Used by one thread, while a file is loaded.
 */
public final class Scope {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What CEL reserves, its types, and the first parts of its functions' names. */
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "bool",
            "int",
            "uint",
            "double",
            "string",
            "bytes",
            "list",
            "map",
            "null_type",
            "type",
            "dyn",
            "strings",
            "lists",
            "math",
            "base64",
            "google");

    private final Optional<Scope> parent;
    private final Set<String> pathParameters;
    private final Map<String, DeclaredSlot> declared = new LinkedHashMap<>();

    private Scope(Optional<Scope> parent, Set<String> pathParameters) {
        this.parent = parent;
        this.pathParameters = pathParameters;
    }

    /**
     * The scope of a route.
     *
     * @param pathParameters those of its match
     */
    public static Scope root(Set<String> pathParameters) {
        return new Scope(Optional.empty(), Set.copyOf(pathParameters));
    }

    /** A scope in which all names of this one can be read, and whose own names end with it. */
    public Scope child() {
        return new Scope(Optional.of(this), pathParameters);
    }

    /**
     * Adds a name, for expressions that are compiled from now on.
     *
     * @throws IllegalArgumentException when the name cannot be used; its message says why, and what could
     */
    public DeclaredSlot declare(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected a name of letters, digits and underscores that starts with no digit, found '" + name
                            + "'");
        }
        if (RESERVED.contains(name) || Root.named(name).isPresent()) {
            throw new IllegalArgumentException(
                    "expected a name of your own, found '" + name + "', which expressions already know: rename it");
        }
        if (find(name).isPresent()) {
            throw new IllegalArgumentException(
                    "expected a new name, found '" + name + "', which is taken here: rename one of the two");
        }
        DeclaredSlot slot = new DeclaredSlot(name);
        declared.put(name, slot);
        return slot;
    }

    /** The declared name that can be read here. */
    public Optional<DeclaredSlot> find(String name) {
        DeclaredSlot own = declared.get(name);
        return own != null ? Optional.of(own) : parent.flatMap(above -> above.find(name));
    }

    Set<String> pathParameters() {
        return pathParameters;
    }

    /** Every declared name that can be read here. */
    Map<String, DeclaredSlot> visible() {
        Map<String, DeclaredSlot> all = new TreeMap<>();
        parent.ifPresent(above -> all.putAll(above.visible()));
        all.putAll(declared);
        return all;
    }

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }
}
