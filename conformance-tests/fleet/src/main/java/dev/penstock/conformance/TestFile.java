package dev.penstock.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test file and the pipeline file beside it.
 *
 * @param test {@code <api>.test.yaml}, as the user named it
 */
record TestFile(Path test) {
    private static final String TEST = ".test.yaml";
    private static final String PIPELINE = ".yaml";

    /** {@code <api>.yaml}. */
    Path pipeline() {
        String name = test.getFileName().toString();
        return test.resolveSibling(name.substring(0, name.length() - TEST.length()) + PIPELINE);
    }

    String shownTest() {
        return test.toString();
    }

    /**
     * The test files that a path stands for: a test file, a pipeline file that has one, or all of a folder, without its
     * sub-folders.
     *
     * @param missing hears what is not there
     */
    static List<TestFile> at(Path path, List<String> missing) {
        if (Files.isDirectory(path)) {
            return list(path).stream()
                    .filter(file -> file.toString().endsWith(TEST))
                    .map(TestFile::new)
                    .filter(file -> file.isComplete(missing))
                    .toList();
        }
        if (!path.toString().endsWith(PIPELINE) || !Files.exists(path)) {
            missing.add("no such path: " + path);
            return List.of();
        }
        String name = path.getFileName().toString();
        Path test = name.endsWith(TEST)
                ? path
                : path.resolveSibling(name.substring(0, name.length() - PIPELINE.length()) + TEST);
        TestFile file = new TestFile(test);
        return file.isComplete(missing) ? List.of(file) : List.of();
    }

    private boolean isComplete(List<String> missing) {
        for (Path file : List.of(test, pipeline())) {
            if (!Files.isRegularFile(file)) {
                missing.add("no such path: " + file);
            }
        }
        return Files.isRegularFile(test) && Files.isRegularFile(pipeline());
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.sorted().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
