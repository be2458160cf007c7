package dev.penstock.engine.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of the language: what each holds in a call, and its static type. */
enum Root implements Base {
    REQUEST(ImmutableMap.of(
            "method", SimpleType.STRING,
            "path", SimpleType.STRING,
            "host", SimpleType.STRING,
            "scheme", SimpleType.STRING,
            "id", SimpleType.STRING)) {
        @Override
        public Object value(Call call) {
            Inbound inbound = call.inbound();
            return new Members(members().keySet(), name -> switch (name) {
                case "method" -> inbound.method();
                case "path" -> inbound.path();
                case "host" -> inbound.host();
                case "scheme" -> inbound.scheme();
                case "id" -> inbound.id();
                default -> null;
            });
        }
    },
    PATH(texts()) {
        @Override
        public Object value(Call call) {
            return call.inbound().pathParameters();
        }
    },
    QUERY(texts()) {
        @Override
        public Object value(Call call) {
            return Queries.parameters(call);
        }
    },
    HEADER(texts()) {
        @Override
        public Object value(Call call) {
            return new HeaderView(call.outbound().headers());
        }
    },
    COOKIE(texts()) {
        @Override
        public Object value(Call call) {
            return Cookies.parse(call.outbound().headers().getAll("cookie"));
        }
    },
    CLIENT(ImmutableMap.of("ip", SimpleType.STRING)) {
        @Override
        public Object value(Call call) {
            return new Members(
                    members().keySet(),
                    name -> name.equals("ip") ? call.inbound().clientIp() : null);
        }
    },
    AUTH(ImmutableMap.of(
            "subject", SimpleType.STRING,
            "claims", MapType.create(SimpleType.STRING, SimpleType.DYN),
            "scopes", ListType.create(SimpleType.STRING),
            "consumer", SimpleType.STRING,
            "tier", SimpleType.STRING)) {
        @Override
        public Object value(Call call) {
            Optional<Principal> principal = call.principal();
            return new Members(members().keySet(), name -> switch (name) {
                case "subject" -> principal.flatMap(Principal::subject).orElse(null);
                case "consumer" -> principal.flatMap(Principal::consumer).orElse(null);
                case "tier" -> principal.flatMap(Principal::tier).orElse(null);
                // Someone unknown has no claims and no scopes: a condition on them is false, not an error.
                case "claims" -> principal.map(Principal::claims).orElse(Map.of());
                case "scopes" ->
                    new ArrayList<>(principal.map(Principal::scopes).orElse(Set.of()));
                default -> null;
            });
        }
    },
    BODY(SimpleType.DYN) {
        @Override
        public Object value(Call call) {
            return Bodies.request(call);
        }
    },
    RESPONSE(ImmutableMap.of(
            "status", SimpleType.INT,
            "headers", texts(),
            "body", SimpleType.DYN)) {
        @Override
        public Object value(Call call) {
            Reply reply = call.reply().orElseThrow(() -> new Absent("response", true));
            return new Members(members().keySet(), name -> switch (name) {
                case "status" -> (long) reply.status();
                case "headers" -> new HeaderView(reply.headers());
                case "body" -> Members.orNull(Bodies.response(call, reply));
                default -> null;
            });
        }

        @Override
        public boolean isAnswer() {
            return true;
        }
    },
    VARS(MapType.create(SimpleType.STRING, SimpleType.DYN)) {
        @Override
        public Object value(Call call) {
            return call.vars();
        }
    };

    private final String word = name().toLowerCase(Locale.ROOT);
    private final CelType type;
    private final ImmutableMap<String, CelType> members;

    Root(CelType type) {
        this.type = type;
        this.members = ImmutableMap.of();
    }

    Root(ImmutableMap<String, CelType> members) {
        this.type = ClosedTypes.of("@" + word, members);
        this.members = members;
    }

    private static CelType texts() {
        return MapType.create(SimpleType.STRING, SimpleType.STRING);
    }

    static Optional<Root> named(String name) {
        for (Root root : values()) {
            if (root.baseName().equals(name)) {
                return Optional.of(root);
            }
        }
        return Optional.empty();
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Root root : values()) {
            names.add(root.baseName());
        }
        return names;
    }

    CelType type() {
        return type;
    }

    /** The members that there can be; empty when there can be any. */
    Map<String, CelType> members() {
        return members;
    }

    @Override
    public String baseName() {
        return word;
    }

    @Override
    public boolean isAnswer() {
        return false;
    }
}
