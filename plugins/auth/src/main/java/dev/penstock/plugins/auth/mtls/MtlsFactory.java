package dev.penstock.plugins.auth.mtls;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.TestTokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compiles {@code mtls}. */
public final class MtlsFactory implements StepFactory<MtlsConfig> {
    @Override
    public String type() {
        return "mtls";
    }

    @Override
    public Class<MtlsConfig> settings() {
        return MtlsConfig.class;
    }

    @Override
    public List<Stage> create(MtlsConfig settings, StepContext context) {
        context.authenticates();
        MtlsStep.Rules rules = new MtlsStep.Rules(
                source(settings.in(), context),
                settings.subjects(),
                settings.sans(),
                settings.optional(),
                settings.forward());
        return List.of(new MtlsStep(rules, context.host().clock()));
    }

    /** The tests of pipelines have no certificate of a connection: they send it in the field. */
    private static CertificateSource source(Node in, StepContext context) {
        boolean tested = context.host().service(TestTokens.class).isPresent();
        if (in instanceof Node.Scalar scalar && scalar.text().equals("connection")) {
            return tested ? new InHeader(ClientCert.NAME, true) : new OnConnection();
        }
        Optional<String> header = in instanceof Node.Mapping map
                        && map.entries().size() == 1
                ? map.get("header").filter(name -> name instanceof Node.Scalar).map(name -> ((Node.Scalar) name).text())
                : Optional.empty();
        if (header.isEmpty()) {
            context.fault(in, "expected connection or {header: client-cert}, found something else");
            return new OnConnection();
        }
        Fields.fault(header.get(), Direction.REQUEST).ifPresent(fault -> context.fault(in.at("header"), fault));
        return new InHeader(header.get().toLowerCase(Locale.ROOT), tested);
    }
}
