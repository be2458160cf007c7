package dev.penstock.conformance;

import dev.penstock.engine.StartException;
import dev.penstock.engine.cli.Subcommand;
import dev.penstock.engine.config.GatewaySpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code penstock demo}: the sample pipelines on a gateway, before backends of its own, until it is told to end. */
@Command(
        name = "demo",
        description = "Starts a mock fleet and the gateway on the sample pipelines, and prints requests to try.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Subcommand {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--pipelines",
            paramLabel = "DIR",
            description = "the folder of the pipeline files (default: the samples)")
    private Path pipelines = Path.of(System.getProperty("penstock.home", ""), "pipelines");

    @Option(names = "--port", paramLabel = "N", description = "the public port (default: 8080)")
    private int port = 8080;

    @Option(names = "--admin-port", paramLabel = "N", description = "the port of the operators (default: 9090)")
    private int adminPort = 9090;

    @Override
    public Integer call() throws InterruptedException {
        Demo demo;
        try {
            demo = Demo.start(GatewaySpec.defaults(Path.of(""))
                    .withHost("127.0.0.1")
                    .withPort(port)
                    .withAdminPort(adminPort)
                    .withPipelines(pipelines));
        } catch (StartException | IllegalStateException refused) {
            command.commandLine().getErr().println("penstock: " + refused.getMessage());
            return 1;
        }
        print(demo, command.commandLine().getOut());
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            demo.close();
                            told.countDown();
                            // Stopped as it was asked to: without this the exit code would be that of the signal.
                            Runtime.getRuntime().halt(0);
                        },
                        "penstock-demo-end"));
        told.await();
        return 0;
    }

    private static void print(Demo demo, PrintWriter out) {
        out.println("The gateway is at " + demo.uri() + ", for operators at " + demo.adminUri() + "/routes.");
        demo.backends().forEach((name, uri) -> out.println("  backend " + name + ": " + uri));
        out.println("Ctrl-C stops them all. Try:");
        for (DemoRequest request : demo.requests()) {
            out.println();
            out.println("# " + request.shows());
            out.println(request.line(demo.uri()));
        }
        out.flush();
    }
}
