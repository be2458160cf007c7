package dev.penstock.fleet;

import dev.penstock.engine.config.GatewaySpec;
import java.nio.file.Path;

/** The settings of a gateway that only this machine reaches, on free ports. */
public final class Loopback {
    private Loopback() {}

    /**
     * Such settings.
     *
     * @param pipelines a folder of pipeline files, or one of them
     * @param eventLoops 0: one per core
     */
    public static GatewaySpec gateway(Path pipelines, int eventLoops) {
        return gateway(GatewaySpec.defaults(Path.of("")), pipelines, eventLoops);
    }

    /** The same with all else as it is there. */
    static GatewaySpec gateway(GatewaySpec others, Path pipelines, int eventLoops) {
        return others.withHost("127.0.0.1")
                .withPort(0)
                .withAdminPort(0)
                .withPipelines(pipelines)
                .withEventLoops(eventLoops);
    }
}
