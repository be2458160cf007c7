package dev.penstock.plugins.auth.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the senders' own documentation shows is let in. */
class PublishedExamplesTest {
    /** https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries. */
    @Test
    void github() {
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        try (Hooks hooks = new Hooks("github", "secret: \"It's a Secret to Everybody\"")) {
            assertThat(hooks.post("github", "Hello, World!", "x-hub-signature-256", signature)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(hooks.last().text()).isEqualTo("Hello, World!");
            assertThat(hooks.post("github", "Hello, World?", "x-hub-signature-256", signature)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** https://api.slack.com/authentication/verifying-requests-from-slack. */
    @Test
    void slack() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        String[] headers = {
            "x-slack-request-timestamp", "1531420618",
            "x-slack-signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
        };
        try (Hooks hooks = new Hooks("slack", "secret: 8f742231b10e8888abcd99yyyzzz85a5, " + Hooks.SLACK)) {
            assertThat(hooks.post("slack", body, headers).statusCode()).isEqualTo(401);
            backTo(hooks.gateway, Instant.ofEpochSecond(1531420618));
            assertThat(hooks.post("slack", body, headers).statusCode()).isEqualTo(200);
            assertThat(hooks.last().text()).isEqualTo(body);
            assertThat(hooks.post("slack", body + "x", headers).statusCode()).isEqualTo(401);
        }
    }

    /** https://docs.stripe.com/webhooks/signature describes it; the values are those of the tests of stripe-php. */
    @Test
    void stripe() {
        String body = "{\n  \"id\": \"evt_test_webhook\",\n  \"object\": \"event\"\n}";
        long time = Instant.now().getEpochSecond();
        String signature = "t=" + time + ",v1=" + Hooks.hex("whsec_test_secret", time + "." + body)
                + ",v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39";
        try (Hooks hooks = new Hooks("stripe", "secret: whsec_test_secret, " + Hooks.STRIPE)) {
            assertThat(hooks.post("stripe", body, "stripe-signature", signature).statusCode())
                    .isEqualTo(200);
            assertThat(hooks.post("stripe", body, "stripe-signature", signature.replace("t=", "t=1"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static void backTo(Harness gateway, Instant then) {
        gateway.advance(Duration.between(Instant.now(), then));
    }
}
