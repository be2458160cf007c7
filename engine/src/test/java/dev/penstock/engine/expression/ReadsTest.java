package dev.penstock.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a compiled expression says of itself. */
final class ReadsTest {
    private final Fixture fixture = new Fixture();

    @Test
    void bodiesAreToldApart() {
        Compiled<Object> request = fixture.value("${body.id}");
        assertThat(request.readsRequestBody()).isTrue();
        assertThat(request.readsResponse()).isFalse();
        Compiled<Object> status = fixture.value("${response.status}");
        assertThat(status.readsResponse()).isTrue();
        assertThat(status.readsResponseBody()).isFalse();
        assertThat(status.readsRequestBody()).isFalse();
        assertThat(fixture.value("${response.body.x}").readsResponseBody()).isTrue();
        assertThat(fixture.value("${[response]}").readsResponseBody()).isTrue();
        assertThat(fixture.value("${product.body.x}").readsResponseBody()).isFalse();
    }

    @Test
    void aVariableOfAMacroHidesTheNameOutside() {
        Compiled<Object> value = fixture.value("${[1, 2].map(body, body + 1)}");
        assertThat(fixture.faults).isEmpty();
        assertThat(value.readsRequestBody()).isFalse();
        assertThat(value.isConstant()).isTrue();
        assertThat(value.evaluate(fixture.call)).isEqualTo(List.of(2L, 3L));
    }

    @Test
    void headersAreNamedInLowerCaseWhereTheyAreKnown() {
        assertThat(fixture.joined("${header['X-User']} ${header.accept}")
                        .reads()
                        .headers())
                .containsExactlyInAnyOrder("x-user", "accept");
        assertThat(fixture.value("${header[query.q]}").reads().headers()).containsExactly("*");
        assertThat(fixture.condition("'x-user' in header").reads().headers()).containsExactly("*");
        assertThat(fixture.condition("has(header.accept)").reads().headers()).containsExactly("accept");
    }

    @Test
    void allPartsOfATemplateCount() {
        Place place = new Place("shop.yaml", 1, 1);
        Compiled<Object> value = fixture.value(new Node.Sequence(
                place, List.of(Fixture.text("${auth.subject}"), Fixture.text("${cookie.sid} ${client.ip}"))));
        assertThat(value.reads().roots()).isEqualTo(Set.of("auth", "cookie", "client"));
    }

    @Test
    void constantsAreKnownAsSuchAndTheClockIsNone() {
        assertThat(fixture.value("${1 + 1}").isConstant()).isTrue();
        assertThat(fixture.value("a").isConstant()).isTrue();
        assertThat(fixture.joined("a ${'b'}").isConstant()).isTrue();
        assertThat(fixture.value("${now()}").isConstant()).isFalse();
        assertThat(fixture.value("${path.id}").isConstant()).isFalse();
        assertThat(fixture.value("${product}").isConstant()).isFalse();
    }

    @Test
    void declaredNamesAreSlotsAlsoInsideDefault() {
        assertThat(fixture.value("${default(stock.body.x, product.body.y)}").slots())
                .containsExactlyInAnyOrder(fixture.stock, fixture.product);
        assertThat(fixture.value("${path.id}").slots()).isEmpty();
    }
}
