package dev.penstock.conformance;

import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.config.Substitution;
import dev.penstock.engine.config.UpstreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The suites of a folder, one in each sub-folder: pipeline files with their tests. Their upstreams are at fixed ports of
 * this machine, from {@value #FIRST_PORT} on, so that a gateway that runs elsewhere finds the same backends.
 *
 * @param folder holds a folder for each suite
 */
record Suites(Path folder) {
    /** Where the ports begin that the files name. */
    static final int FIRST_PORT = 19101;

    private static final Pattern TARGET = Pattern.compile("127\\.0\\.0\\.1:(191[0-9]{2})");

    /** One suite. */
    record Suite(String name, List<TestFile> files) {}

    /** All of them, by name. */
    List<Suite> list() throws IOException {
        List<Suite> suites = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path one : folders.filter(Files::isDirectory).sorted().toList()) {
                suites.add(new Suite(one.getFileName().toString(), TestFile.written(one)));
            }
        }
        return suites;
    }

    /**
     * Writes the pipeline files of all suites into one folder, for a gateway to run on.
     *
     * @param firstPort where the backends begin instead of {@value #FIRST_PORT}
     * @return how many
     */
    int export(Path to, int firstPort) throws IOException {
        Files.createDirectories(to);
        int files = 0;
        for (Suite suite : list()) {
            for (TestFile file : suite.files()) {
                String text = Files.readString(file.pipeline());
                Files.writeString(to.resolve(file.pipeline().getFileName()), moved(text, firstPort));
                files++;
            }
        }
        return files;
    }

    /** Where the backends of a pipeline file are, by upstream. */
    static Map<String, Integer> ports(Path pipeline, int firstPort) {
        Map<String, Integer> ports = new TreeMap<>();
        PipelineFolder files = new PipelineFolder(pipeline, new Substitution(Map.of(), pipeline), new Binder());
        files.load(pipeline, new Faults())
                .spec()
                .map(ApiSpec::upstreams)
                .orElse(Map.of())
                .values()
                .forEach(upstream -> ports.put(upstream.name(), port(upstream) - FIRST_PORT + firstPort));
        return ports;
    }

    private static int port(UpstreamSpec upstream) {
        return upstream.targets().get(0).url().getPort();
    }

    private static String moved(String text, int firstPort) {
        return TARGET.matcher(text)
                .replaceAll(target -> Matcher.quoteReplacement(
                        "127.0.0.1:" + (Integer.parseInt(target.group(1)) - FIRST_PORT + firstPort)));
    }
}
