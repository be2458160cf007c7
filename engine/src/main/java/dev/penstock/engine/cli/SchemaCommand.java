package dev.penstock.engine.cli;

import dev.penstock.engine.Checker;
import dev.penstock.engine.compile.UseConfig;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.Schema;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code schema}: for editors, with the steps of the jars that are there. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (2020-12) of a pipeline file.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private Folder folder = new Folder();

    @Override
    public Integer call() {
        Logs.quiet();
        Faults faults = new Faults();
        GatewaySpec spec = folder.spec(faults);
        Map<String, Schema.StepType> steps = new TreeMap<>();
        steps.put(UseConfig.TYPE, new Schema.StepType(UseConfig.class, Optional.of(UseConfig.SHORTHAND)));
        try (Checker checker = new Checker(spec, faults)) {
            checker.steps()
                    .types()
                    .forEach(type -> checker.steps()
                            .find(type)
                            .ifPresent(
                                    step -> steps.put(type, new Schema.StepType(step.settings(), step.shorthand()))));
        }
        faults.list().forEach(command.commandLine().getErr()::println);
        PrintWriter out = command.commandLine().getOut();
        out.println(new JsonObject(Schema.of(steps)).encodePrettily());
        out.flush();
        return faults.hasFaults() ? 1 : 0;
    }
}
