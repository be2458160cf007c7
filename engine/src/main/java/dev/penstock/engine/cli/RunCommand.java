package dev.penstock.engine.cli;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.StartException;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.deploy.Certificates;
import dev.penstock.engine.redis.RedisTls;
import dev.penstock.engine.time.GatewayClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: runs the gateway until it is told to end. */
@Command(name = "run", description = "Runs the gateway.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Runtime.Version OLDEST_COMPILING = Runtime.Version.parse("25.0.3");

    @Spec
    private CommandSpec command;

    @Mixin
    private Folder folder = new Folder();

    @Option(names = "--port", paramLabel = "N", description = "the public port")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--admin-port", paramLabel = "N", description = "the port of the operators")
    private Optional<Integer> adminPort = Optional.empty();

    @Option(names = "--js-jit", description = "compiles hooks to machine code; on Java 25 alone, from 25.0.3 on")
    private boolean compilesHooks;

    @Override
    public Integer call() throws InterruptedException {
        if (compilesHooks && !hasCompiler()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--js-jit: expected ./penstock on Java 25.0.3 or a later 25, whose compiler it needs, found Java "
                            + Runtime.version());
        }
        Faults faults = new Faults();
        GatewaySpec spec = spec(faults);
        Certificates.check(spec.listen(), new GatewayClock(), faults);
        RedisTls.check(spec, faults);
        faults.list().forEach(fault -> System.err.println(fault));
        if (faults.hasFaults()) {
            return 1;
        }
        Logs.level(spec.telemetry().log());
        Gateway gateway;
        try {
            gateway = Gateway.start(spec, Wiring.production());
        } catch (StartException refused) {
            System.err.println("penstock: " + refused.getMessage());
            return 1;
        }
        String addresses = gateway.addresses().stream().map(Object::toString).collect(Collectors.joining(", "));
        System.err.println("penstock: listening on " + addresses + ", admin on "
                + spec.admin().host() + ":" + gateway.adminPort());
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            Signals.endAtOnceWhenToldAgain();
                            drain(gateway, spec.drain().plusSeconds(5));
                            told.countDown();
                            Runtime.getRuntime().halt(0);
                        },
                        "penstock-drain"));
        told.await();
        return 0;
    }

    /** The compiler's modules refuse an older JDK, and hooks would be interpreted all the same. */
    private static boolean hasCompiler() {
        return ModuleLayer.boot().findModule("jdk.graal.compiler").isPresent()
                && Runtime.version().compareToIgnoreOptional(OLDEST_COMPILING) >= 0;
    }

    /** A client that does not read on may keep the gateway from closing in order: then it ends without. */
    private static void drain(Gateway gateway, Duration patience) {
        Thread draining = new Thread(gateway::drain, "penstock-draining");
        draining.setDaemon(true);
        draining.start();
        try {
            draining.join(patience.toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private GatewaySpec spec(Faults faults) {
        GatewaySpec spec = folder.spec(faults);
        if (port.isPresent()) {
            spec = spec.withPort(checked("--port", port.get()));
        }
        return adminPort.isPresent() ? spec.withAdminPort(checked("--admin-port", adminPort.get())) : spec;
    }

    private int checked(String option, int number) {
        if (number < 0 || number > 65_535) {
            throw new ParameterException(
                    command.commandLine(), option + ": expected a port from 0 to 65535, found " + number);
        }
        return number;
    }
}
