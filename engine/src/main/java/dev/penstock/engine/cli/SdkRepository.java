package dev.penstock.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Maven repository with the SDK and its test kit that the build leaves beside the gateway. */
final class SdkRepository {
    private static final Path OF_THE_ZIP = Path.of("repository");
    private static final Path OF_THE_SOURCES = Path.of("plugins/bundle/target/repository");

    private SdkRepository() {}

    /**
     * What a project's POM calls it. A project among the gateway's own sources names it from its own place, so that both
     * may move.
     *
     * @param stated where it is; empty: beside this gateway
     */
    static String url(Optional<Path> stated, Path project) {
        Path home = Path.of(System.getProperty("penstock.home", ""))
                .toAbsolutePath()
                .normalize();
        Path unpacked = home.resolve(OF_THE_ZIP);
        Path repository = stated.map(Path::toAbsolutePath)
                .orElse(Files.isDirectory(unpacked) ? unpacked : home.resolve(OF_THE_SOURCES))
                .normalize();
        Path from = project.toAbsolutePath().normalize();
        String url = from.startsWith(home) && repository.startsWith(home)
                ? "${project.baseUri}" + from.relativize(repository).toString().replace('\\', '/')
                : repository.toUri().toString().replaceFirst("/$", "");
        return url.replace("&", "&amp;");
    }
}
