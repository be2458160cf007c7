package dev.penstock.fleet;

import dev.penstock.engine.config.GatewaySpec;
import java.nio.file.Path;

/** The settings of a gateway that only this machine reaches, on free ports. */
public final class Loopback {
    private Loopback() {}

    /**
     * Such settings.
     *
     * @param pipelines the folder of pipeline files
     * @param eventLoops 0: one per core
     */
    public static GatewaySpec gateway(Path pipelines, int eventLoops) {
        return new GatewaySpec(pipelines);
    }
}
