package dev.penstock.engine.cli;

import dev.penstock.engine.Checker;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.deploy.Survey;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The routes of a folder, for a command that shows them.
 *
 * @param code 1 when a file is left out for its faults, else 0
 */
record Look(Survey survey, int code) {
    /** Looks at the folder and says what is faulty; empty when it is not there. */
    static Optional<Look> at(Folder folder, PrintWriter err) {
        Logs.quiet();
        Faults faults = new Faults();
        GatewaySpec spec = folder.spec(faults);
        if (!Files.exists(spec.pipelines())) {
            faults.list().forEach(err::println);
            err.println("penstock: no such file or folder: " + spec.pipelines());
            return Optional.empty();
        }
        Survey survey;
        try (Checker checker = new Checker(spec, faults)) {
            survey = new Survey(checker.check(List.of(spec.pipelines())));
        }
        faults.list().stream().filter(fault -> !fault.warning()).forEach((Fault fault) -> err.println(fault));
        if (faults.hasFaults()) {
            err.println("penstock: files with faults are left out");
        }
        return Optional.of(new Look(survey, faults.hasFaults() ? 1 : 0));
    }
}
