package dev.penstock.plugins.validate;

import dev.penstock.plugins.validate.contract.Contract;
import dev.penstock.plugins.validate.contract.OneSchema;
import dev.penstock.plugins.validate.contract.OpenApiReader;
import dev.penstock.plugins.validate.schema.Library;
import dev.penstock.plugins.validate.schema.Located;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;

/** Compiles {@code validate}. */
final class ValidateFactory implements StepFactory<ValidateConfig> {
    @Override
    public String type() {
        return "validate";
    }

    @Override
    public Class<ValidateConfig> settings() {
        return ValidateConfig.class;
    }

    @Override
    public List<Stage> create(ValidateConfig settings, StepContext context) {
        context.refuses();
        if (settings.schema().isPresent() == settings.openapi().isPresent()) {
            context.fault(
                    context.settings(),
                    "expected either schema or openapi, found "
                            + (settings.schema().isPresent() ? "both" : "neither"));
            return List.of();
        }
        boolean answers = settings.response() != ValidateConfig.OnAnswer.OFF;
        if (answers && settings.schema().isPresent()) {
            context.fault(
                    context.settings().at("response"),
                    "expected 'openapi', which describes answers, beside 'response'; a schema is of requests: remove it");
            return List.of();
        }
        Optional<Contract> contract = contract(settings, context);
        if (contract.isEmpty()) {
            return List.of();
        }
        Key<Contract.Match> match = Key.named("operation of " + context.id());
        Checks checks = new Checks(context.host());
        RequestStep requests =
                new RequestStep(contract.get(), match, checks, answers, context.mostHeld(Direction.REQUEST));
        return answers
                ? List.of(
                        requests,
                        new AnswerStage(
                                match,
                                checks,
                                new Complaints(context),
                                settings.response(),
                                context.mostHeld(Direction.RESPONSE)))
                : List.of(requests);
    }

    private static Optional<Contract> contract(ValidateConfig settings, StepContext context) {
        Library library = new Library(context);
        Optional<Located> root =
                library.open(settings.schema().or(settings::openapi).orElseThrow());
        Optional<Contract> contract = root.map(found -> settings.schema().isPresent()
                ? new OneSchema(library.checker(found, true))
                : new OpenApiReader(library).read(found));
        return contract.filter(read -> library.build());
    }
}
