package dev.penstock.engine.expression;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.Operator;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The functions of the language beside CEL's own. */
final class Functions implements CelCompilerLibrary, CelRuntimeLibrary {
    private static final long MAX_RANGE = 10_000;
    private static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType ANYTHINGS = ListType.create(SimpleType.DYN);

    private final InstantSource clock;

    /** @param clock tells {@code now()} */
    Functions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        CelType item = TypeParamType.create("T");
        declare(checker, "pick", overload("pick_map_list", OBJECT, OBJECT, TEXTS));
        declare(checker, "drop", overload("drop_map_list", OBJECT, OBJECT, TEXTS));
        declare(checker, "merge", overload("merge_map_map", OBJECT, OBJECT, OBJECT));
        declare(
                checker,
                "take",
                overload("take_list_int", ListType.create(item), ListType.create(item), SimpleType.INT));
        declare(checker, "join", overload("join_list_list_string", ANYTHINGS, ANYTHINGS, ANYTHINGS, SimpleType.STRING));
        declare(checker, "default", overload(Fallback.ID, SimpleType.DYN, SimpleType.DYN, SimpleType.DYN));
        declare(
                checker,
                "sha256",
                overload("sha256_string", SimpleType.STRING, SimpleType.STRING),
                overload("sha256_bytes", SimpleType.STRING, SimpleType.BYTES));
        declare(
                checker,
                "inCidr",
                overload("in_cidr_string", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING),
                overload("in_cidr_list", SimpleType.BOOL, SimpleType.STRING, TEXTS));
        declare(checker, "now", overload("now_timestamp", SimpleType.TIMESTAMP));
    }

    private static void declare(CelCheckerBuilder checker, String name, CelOverloadDecl... overloads) {
        checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, overloads));
    }

    private static CelOverloadDecl overload(String id, CelType result, CelType... parameters) {
        return CelOverloadDecl.newGlobalOverload(id, result, List.of(parameters));
    }

    @Override
    @SuppressWarnings("Immutable") // the clock is the gateway's
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(new Fallback());
        bind(runtime, "pick", CelFunctionBinding.from("pick_map_list", Map.class, List.class, Shapes::pick));
        bind(runtime, "drop", CelFunctionBinding.from("drop_map_list", Map.class, List.class, Shapes::drop));
        bind(runtime, "merge", CelFunctionBinding.from("merge_map_map", Map.class, Map.class, Shapes::merge));
        bind(runtime, "take", CelFunctionBinding.from("take_list_int", List.class, Long.class, Shapes::take));
        bind(
                runtime,
                "join",
                CelFunctionBinding.from(
                        "join_list_list_string",
                        List.of(List.class, List.class, String.class),
                        arguments ->
                                Shapes.join((List<?>) arguments[0], (List<?>) arguments[1], (String) arguments[2])));
        bind(runtime, "now", CelFunctionBinding.from("now_timestamp", List.of(), none -> clock.instant()));
        bind(
                runtime,
                "sha256",
                CelFunctionBinding.from(
                        "sha256_string", String.class, text -> sha256(text.getBytes(StandardCharsets.UTF_8))),
                CelFunctionBinding.from("sha256_bytes", CelByteString.class, bytes -> sha256(bytes.toByteArray())));
        bind(
                runtime,
                "inCidr",
                CelFunctionBinding.from("in_cidr_string", String.class, String.class, Functions::inRange),
                CelFunctionBinding.from("in_cidr_list", String.class, List.class, Functions::inRanges));
        // Before the libraries of CEL, whose bindings of the same names then do not count.
        bind(
                runtime,
                Operator.INDEX.getFunction(),
                CelFunctionBinding.from("index_list", Object.class, Object.class, Shapes::index),
                CelFunctionBinding.from("index_map", Object.class, Object.class, Shapes::index));
        // CEL has it in two libraries, and at run time would know one of them only.
        bind(
                runtime,
                "reverse",
                CelFunctionBinding.from("string_reverse", String.class, Shapes::reverse),
                CelFunctionBinding.from("list_reverse", List.class, Shapes::reverse));
        bind(runtime, "distinct", CelFunctionBinding.from("list_distinct", List.class, Shapes::distinct));
        bind(runtime, "lists.range", CelFunctionBinding.from("lists_range", Long.class, Functions::range));
    }

    private static void bind(CelRuntimeBuilder runtime, String name, CelFunctionBinding... overloads) {
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(name, overloads));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static boolean inRange(String address, String range) {
        return Cidr.parse(range).contains(Cidr.address(address));
    }

    private static boolean inRanges(String address, List<?> ranges) {
        byte[] bytes = Cidr.address(address);
        for (Object range : ranges) {
            if (!(range instanceof String text)) {
                throw new CelInvalidArgumentException("expected ranges of addresses, found something else");
            }
            if (Cidr.parse(text).contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    private static List<Object> range(long end) {
        if (end > MAX_RANGE) {
            throw new CelInvalidArgumentException("expected a range of at most " + MAX_RANGE + ", found more");
        }
        List<Object> range = new ArrayList<>();
        for (long i = 0; i < end; i++) {
            range.add(i);
        }
        return CelList.of(range);
    }
}
