package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.FormatKeyword;
import com.networknt.schema.serialization.NodeReader;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of one step: read, looked through, and only when none has a fault compiled. Used while the step is created,
 * by one thread.
 */
public final class Library {
    private static final SchemaLocation METASCHEMA = SchemaLocation.of("https://json-schema.org/draft/2020-12/schema");

    private final Shelf shelf;
    private final Map<Checker, Located> checkers = new LinkedHashMap<>();
    private boolean openApi30;

    public Library(StepContext context) {
        this.shelf = new Shelf(context);
    }

    /** Its schemas are of OpenAPI 3.0, and are read as that says. */
    public void openApi30() {
        openApi30 = true;
    }

    /** The document that a setting names; empty when a fault was recorded. */
    public Optional<Located> open(Node path) {
        return shelf.open(path).map(Located::new);
    }

    /** Where this leads when it is a reference, else itself; empty when a fault was recorded. */
    public Optional<Located> follow(Located piece) {
        Located at = piece;
        for (int i = 0; i < 10; i++) {
            Optional<Located> reference = at.get("$ref");
            if (reference.isEmpty() || !(reference.get().node() instanceof Node.Scalar text)) {
                return Optional.of(at);
            }
            Optional<Located> target = shelf.follow(at, text);
            if (target.isEmpty()) {
                return target;
            }
            at = target.get();
        }
        fault(piece.node(), "expected a reference that leads somewhere, found one that leads on and on");
        return Optional.empty();
    }

    public void fault(Node at, String message) {
        shelf.fault(at, message);
    }

    /** A checker for this schema, usable once all are {@linkplain #build built}. */
    public Checker checker(Located schema, boolean request) {
        Checker checker = new Checker(request);
        checkers.put(checker, schema);
        return checker;
    }

    /** Looks through all schemas and compiles them; false when faults were recorded. */
    public boolean build() {
        Survey survey = new Survey(shelf, openApi30);
        checkers.values().forEach(survey::take);
        Plain plain = new Plain(openApi30, survey.schemas());
        if (!shelf.isFaulty()) {
            survey.entries().forEach(entry -> meet(entry, plain));
        }
        if (shelf.isFaulty()) {
            return false;
        }
        SchemaRegistry registry = registry(plain);
        checkers.forEach((checker, schema) -> {
            try {
                com.networknt.schema.Schema compiled = registry.getSchema(SchemaLocation.of(shelf.iri(schema.node())));
                compiled.initializeValidators();
                checker.ready(compiled, survey.hasPatterns());
            } catch (SchemaException | IllegalArgumentException refused) {
                shelf.fault(schema.node(), "expected a schema that can be used: " + refused.getMessage());
            }
        });
        return !shelf.isFaulty();
    }

    /** The schema itself against the schema of schemas. */
    private void meet(Node entry, Plain plain) {
        if (!(entry instanceof Node.Mapping)) {
            return;
        }
        Checker meta = new Checker(true);
        meta.ready(
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(METASCHEMA),
                false);
        for (Finding finding : meta.check(plain.json(entry), Long.MAX_VALUE)) {
            shelf.fault(at(entry, finding.pointer()), "expected a valid JSON Schema: " + finding.detail());
        }
    }

    /** What the pointer leads to, as far as the document has it. */
    private static Node at(Node entry, String pointer) {
        Node found = entry;
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            Optional<Node> below = Shelf.below(found, step.replace("~1", "/").replace("~0", "~"));
            if (below.isEmpty()) {
                break;
            }
            found = below.get();
        }
        return found;
    }

    private SchemaRegistry registry(Plain plain) {
        Map<String, String> texts = new LinkedHashMap<>();
        shelf.documents().forEach((iri, root) -> texts.put(iri, plain.json(root).toString()));
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .keyword(Words.pattern())
                .keyword(Words.uniqueItems())
                .formatKeywordFactory(formats -> new FormatKeyword(Map.of()))
                .keyword(Words.silent("readOnly"))
                .keyword(Words.silent("writeOnly"))
                .unknownKeywordFactory((name, unused) -> Words.silent(name))
                .build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(LinearPattern::of)
                .build();
        return SchemaRegistry.withDialect(
                dialect,
                builder -> builder.schemas(texts).schemaRegistryConfig(config).nodeReader(new Exact()));
    }

    /** Reads with the numbers that values have, so that they compare. */
    private static final class Exact implements NodeReader {
        @Override
        public JsonNode readTree(String content, InputFormat format) {
            try {
                return JsonReader.read(content);
            } catch (NotJson impossible) {
                throw new IllegalStateException("written a moment ago", impossible);
            }
        }

        @Override
        public JsonNode readTree(InputStream content, InputFormat format) {
            try {
                return readTree(new String(content.readAllBytes(), StandardCharsets.UTF_8), format);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
