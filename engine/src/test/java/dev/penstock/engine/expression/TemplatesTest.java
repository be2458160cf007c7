package dev.penstock.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions inside texts, URLs, maps and lists. */
final class TemplatesTest {
    private static final Place PLACE = new Place("shop.yaml", 1, 1);

    private final Fixture fixture = new Fixture();

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\u0001',
            value = {
                "plain => plain",
                "a ${path.id} b ${query.lang} => a 7 b de",
                "${path.id} => 7",
                "${path.id}${path.id} => 77",
                "$${path.id} => ${path.id}",
                "$${ ${path.id} } => ${ 7 }",
                "$$${path.id} => $${path.id}",
                "$ {x} $5 => $ {x} $5",
                "x${ {'a': 1}.a } => x1",
                "x${ {'a': {'b': 2}}.a.b }} => x2}",
                "${'}'}! => }!",
                "${\"}\"}! => }!",
                "${'\\'}'}! => '}!",
                "${r'\\}'}! => \\}!",
                "${br'\\}' == b'\\\\}'}! => true!",
                "${'''}'}'''}! => }'}!",
                "${'{'}! => {!",
                "n ${body.id} ${body.price} ${body.on} ${body.price * 2} => n 7 2.5 true 5.0",
                "j ${body.tags} ${body.maker} => j [\"a\",\"b\"] {\"name\":\"Acme\",\"none\":null}",
                "t ${now()} ${b'hi'} => t 2026-03-01T12:00:00Z aGk=",
                "${path.name} => a b/ü",
                "d ${default(query.nope, 'x')} => d x",
            })
    void textJoinsTheParts(String template, String text) {
        Compiled<String> compiled = fixture.joined(template);
        assertThat(fixture.faults).isEmpty();
        assertThat(compiled.evaluate(fixture.call)).isEqualTo(text);
        assertThat(Values.text(fixture.value(template).evaluate(fixture.call))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\u0001',
            value = {
                "${raw} => |",
                "${ raw } => |",
                "${raw}${raw} => ||",
                "v0:${path.id}:${raw} => v0:7:|",
                "${path.id}.${raw}.${query.lang}! => 7.|.de!",
                "${raw}$${raw} => |${raw}",
                "$${raw} => ${raw}",
                "raw => raw",
            })
    void theTextsAroundANameAreCutAtIt(String template, String texts) {
        List<Compiled<String>> around = fixture.around(template, "raw");
        assertThat(fixture.faults).isEmpty();
        assertThat(String.join(
                        "|",
                        around.stream().map(text -> text.evaluate(fixture.call)).toList()))
                .isEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${raw + 'x'}", "a ${raw}${size(raw)}", "${raw.x}", "${default(raw, 'x')}"})
    void aNameThatStandsForNoTextIsAFaultWithinAnExpression(String template) {
        fixture.around(template, "raw");
        assertThat(fixture.faults)
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault).contains("expected ${raw} by itself, found 'raw' within an expression"));
    }

    @Test
    void aCommentMayHoldABrace() {
        assertThat(fixture.value("${path.id // }\n}").evaluate(fixture.call)).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\u0001',
            value = {
                "/p/${path.id} => /p/7",
                "/p/${path.name}?q=${path.name} => /p/a%20b%2F%C3%BC?q=a%20b%2F%C3%BC",
                "/p/${'-._~aZ09'} => /p/-._~aZ09",
                "/p/${'?#&=+;:@!$,%\"<>{}|^`[]\\\\'} => "
                        + "/p/%3F%23%26%3D%2B%3B%3A%40%21%24%2C%25%22%3C%3E%7B%7D%7C%5E%60%5B%5D%5C",
                "/p/%2F?a=b&c=${query.lang} => /p/%2F?a=b&c=de",
                "/p?ids=${body.tags} => /p?ids=%5B%22a%22%2C%22b%22%5D",
                "/p?dots=${'..'} => /p?dots=..",
                "/p/${'a'}..b => /p/a..b",
                "/p/${'\uD83D\uDE00'} => /p/%F0%9F%98%80",
                "/p/${'a\\r\\nb'} => /p/a%0D%0Ab",
            })
    void urlEncodesWhatIsInserted(String template, String url) {
        Compiled<String> compiled = fixture.url(template);
        assertThat(fixture.faults).isEmpty();
        assertThat(compiled.evaluate(fixture.call)).isEqualTo(url);
    }

    @Test
    void aValueCannotClimbOutOfItsPlaceInAUrl() {
        fixture.call.header("x-dots", "..").header("x-dot", ".");
        for (String url : List.of("/p/${header['x-dots']}", "/p/${header['x-dots']}/x?y", "/p/.${header['x-dot']}/x")) {
            Problem problem = problem(() -> fixture.url(url).evaluate(fixture.call));
            assertThat(problem.status()).isEqualTo(400);
        }
        fixture.product.fill(fixture.call, "..");
        assertThat(problem(() -> fixture.url("/p/${product}/${path.id}").evaluate(fixture.call))
                        .status())
                .isEqualTo(502);
    }

    @Test
    void anAbsentOrNullValueInATextIsAProblemAndNeverTheTextNull() {
        assertThat(problem(() -> fixture.joined("x ${query.nope}").evaluate(fixture.call))
                        .detail())
                .isEqualTo("expected query.nope, the request lacks it");
        Problem isNull = problem(() -> fixture.joined("x ${body.none}").evaluate(fixture.call));
        assertThat(isNull.status()).isEqualTo(400);
        assertThat(isNull.detail()).isEqualTo("expected a value of body.none, found null");
        assertThat(problem(() -> fixture.joined("${body.none}").evaluate(fixture.call))
                        .status())
                .isEqualTo(400);
        assertThat(problem(() -> fixture.value("x ${reviews.body.id}").evaluate(fixture.call))
                        .status())
                .isEqualTo(502);
        assertThat(problem(() -> fixture.url("/x/${product.body.nil}").evaluate(fixture.call))
                        .status())
                .isEqualTo(502);
    }

    @Test
    void scalarsThatAreNoTextKeepTheirType() {
        assertThat(fixture.value(new Node.Scalar(PLACE, 5L, "5")).evaluate(fixture.call))
                .isEqualTo(5L);
        assertThat(fixture.value(new Node.Scalar(PLACE, null, "~")).evaluate(fixture.call))
                .isNull();
        assertThat(fixture.value(new Node.Scalar(PLACE, true, "true")).evaluate(fixture.call))
                .isEqualTo(true);
        assertThat(fixture.value("5").evaluate(fixture.call)).isEqualTo("5");
        Compiled<String> text =
                Fixture.COMPILER.text(new Node.Scalar(PLACE, 0x1FL, "0x1F"), fixture.scope, (place, message) -> {});
        assertThat(text.evaluate(fixture.call)).isEqualTo("0x1F");
    }

    @Test
    void mapsAndListsKeepTheirOrderAndLeaveOutWhatNamesALeftOutCall() {
        Node template = map(
                "z", Fixture.text("${path.id}"),
                "gone", Fixture.text("${gone.body.x}"),
                "gone-too", Fixture.text("a ${gone.body.x}"),
                "gone-with-default", Fixture.text("${default(gone.body.x, 1)}"),
                "null", Fixture.text("${reviews.body.x}"),
                "nested", map("in", Fixture.text("${gone}"), "kept", Fixture.text("${body.price}")),
                "list",
                        new Node.Sequence(
                                PLACE,
                                List.of(Fixture.text("${gone.body}"), Fixture.text("x"), Fixture.text("${body.id}"))),
                "a", new Node.Scalar(PLACE, 1L, "1"),
                "$${k}", Fixture.text("$${v}"));
        Compiled<Object> value = fixture.value(template);
        assertThat(fixture.faults).isEmpty();
        assertThat(Json.write(value.evaluate(fixture.call)).toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"z\":\"7\",\"null\":null,\"nested\":{\"kept\":2.5},\"list\":[\"x\",7],\"a\":1,"
                        + "\"${k}\":\"${v}\"}");
        assertThat(value.slots()).extracting("name").containsExactlyInAnyOrder("gone", "reviews");
        assertThat(value.isLeftOut(fixture.call)).isFalse();
    }

    @Test
    void aValueOrTextThatNamesALeftOutCallIsLeftOutItself() {
        for (Compiled<?> each : List.of(
                fixture.value("${gone.body.x}"),
                fixture.joined("x ${gone.body.x}"),
                fixture.url("/x/${gone.body.x}"))) {
            assertThat(each.isLeftOut(fixture.call)).isTrue();
            assertThat(each.evaluate(fixture.call)).isNull();
        }
    }

    @Test
    void conditionsAreBareOrInBraces() {
        assertThat(fixture.condition("has(query.lang)").evaluate(fixture.call)).isTrue();
        assertThat(fixture.condition("${has(query.lang)}").evaluate(fixture.call))
                .isTrue();
        assertThat(fixture.condition("{'a': true}.a").evaluate(fixture.call)).isTrue();
        assertThat(fixture.condition("body.on").evaluate(fixture.call)).isTrue();
        assertThat(fixture.condition("body.zero == 1").evaluate(fixture.call)).isFalse();
        assertThat(fixture.condition("true").isConstant()).isTrue();
        assertThat(fixture.faults).isEmpty();
        Compiled<Boolean> fixed =
                Fixture.COMPILER.condition(new Node.Scalar(PLACE, true, "true"), fixture.scope, (place, message) -> {});
        assertThat(fixed.evaluate(fixture.call)).isTrue();
    }

    @Test
    void aConditionThatIsNullOrLeftOutIsFalseAndOneOfAnotherTypeIsAProblem() {
        assertThat(fixture.condition("reviews.body.ok").evaluate(fixture.call)).isFalse();
        assertThat(fixture.condition("!reviews.body.ok").evaluate(fixture.call)).isFalse();
        assertThat(fixture.condition("gone.body.ok").evaluate(fixture.call)).isFalse();
        assertThat(fixture.condition("body.none").evaluate(fixture.call)).isFalse();
        assertThat(problem(() -> fixture.condition("body.id").evaluate(fixture.call))
                        .status())
                .isEqualTo(400);
        assertThat(problem(() -> fixture.condition("product.body.n").evaluate(fixture.call))
                        .status())
                .isEqualTo(502);
    }

    private static Node map(Object... keysAndValues) {
        List<Object> all = Arrays.asList(keysAndValues);
        List<Node.Entry> entries = new java.util.ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            entries.add(new Node.Entry((String) all.get(i), PLACE, (Node) all.get(i + 1)));
        }
        return new Node.Mapping(PLACE, entries);
    }

    private static Problem problem(Supplier<?> evaluation) {
        Problem problem = catchThrowableOfType(Problem.class, evaluation::get);
        assertThat(problem).isNotNull();
        return problem;
    }
}
