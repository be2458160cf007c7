package dev.penstock.plugins.auth.hmac;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compiles {@code hmac}. */
public final class HmacFactory implements StepFactory<HmacConfig> {
    private static final String BODY = "raw";

    @Override
    public String type() {
        return "hmac";
    }

    @Override
    public Class<HmacConfig> settings() {
        return HmacConfig.class;
    }

    @Override
    public List<Stage> create(HmacConfig settings, StepContext outer) {
        outer.authenticates();
        outer.holds(Direction.REQUEST, Long.MAX_VALUE);
        check(settings, outer);
        StepContext context = outer.scope();
        Slot fields = context.declare("sig", context.settings());
        List<Expression<String>> signed = context.around(settings.signed(), BODY);
        Host host = context.host();
        Freshness freshness =
                new Freshness(settings.timestamp().map(context::text), settings.tolerance(), host.clock());
        if (signed.size() == 1) {
            context.warn(
                    settings.signed(), "the body is not part of what is signed: add ${raw}, or anybody can change it");
        }
        Optional<Once> once = settings.once()
                ? Optional.of(new Once(context, signer(settings), freshness.memory()))
                : Optional.empty();
        HmacStep.Rules rules = new HmacStep.Rules(
                place(settings.in()),
                settings.encoding(),
                signed,
                fields,
                freshness,
                once,
                settings.subject().map(context::text),
                settings.forward());
        return List.of(new HmacStep(rules, new Secrets(settings.algorithm(), settings.secret()), host.pool("hmac", 2)));
    }

    private static List<String> signer(HmacConfig settings) {
        List<String> signer = new ArrayList<>(settings.secret());
        signer.add(settings.in().header().toLowerCase(Locale.ROOT));
        signer.add(settings.in().field().orElse(""));
        return signer;
    }

    private static SignaturePlace place(PlaceConfig in) {
        return new SignaturePlace(
                in.header().toLowerCase(Locale.ROOT), in.prefix().orElse(""), in.field());
    }

    private static void check(HmacConfig settings, StepContext context) {
        Node secret = context.settings().at("secret");
        if (settings.secret().isEmpty() || settings.secret().contains("")) {
            context.fault(secret, "expected a secret, found none or an empty one");
        }
        Node in = context.settings().at("in");
        Fields.fault(settings.in().header(), Direction.REQUEST)
                .ifPresent(fault -> context.fault(in.at("header"), fault));
        if (settings.in().field().filter(field -> !Fields.isName(field)).isPresent()) {
            context.fault(in.at("field"), "expected the name of a field such as v1, found another text");
        }
        settings.timestamp().ifPresent(timestamp -> warnIfUnsigned(timestamp, settings.signed(), context));
        if (settings.timestamp().isEmpty()
                && settings.signed() instanceof Node.Scalar content
                && content.text().contains("sig.")) {
            context.warn(
                    settings.signed(),
                    "what is signed begins or ends with a field of the header that nothing checks, so the same signature"
                            + " fits another body: name it by 'timestamp'");
        }
        if (settings.once() && settings.timestamp().isEmpty()) {
            context.warn(
                    context.settings().at("once"),
                    "without 'timestamp' a signature is good for ever, so it is taken again once the tolerance is over");
        }
    }

    /** Anybody can state another time where it is not signed. */
    private static void warnIfUnsigned(Node timestamp, Node signed, StepContext context) {
        if (timestamp instanceof Node.Scalar time && signed instanceof Node.Scalar content) {
            String inner = time.text().replaceFirst("^\\$\\{(.*)}$", "$1").strip();
            if (!content.text().contains(inner)) {
                context.warn(
                        timestamp,
                        "the timestamp is not part of what is signed: add it to 'signed', or anybody can state another");
            }
        }
    }
}
