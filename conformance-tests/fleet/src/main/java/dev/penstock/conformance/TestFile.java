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
            return written(path).stream()
                    .filter(file -> file.isComplete(missing))
                    .toList();
        }
        if (!path.toString().endsWith(PIPELINE) || !Files.exists(path)) {
            missing.add("no such path: " + path);
            return List.of();
        }
        TestFile file = of(path);
        return file.isComplete(missing) ? List.of(file) : List.of();
    }

    /** Those of them that are there, their pipeline files or not. */
    static List<TestFile> written(Path path) {
        if (Files.isDirectory(path)) {
            return list(path).stream()
                    .filter(TestFile::isOne)
                    .map(TestFile::new)
                    .toList();
        }
        return Stream.of(path)
                .filter(file -> file.toString().endsWith(PIPELINE))
                .map(TestFile::of)
                .filter(file -> Files.isRegularFile(file.test))
                .toList();
    }

    /** Whether a file of this name is a test file. */
    static boolean isOne(Path file) {
        return file.getFileName() != null && file.getFileName().toString().endsWith(TEST);
    }

    private static TestFile of(Path path) {
        String name = path.getFileName().toString();
        return new TestFile(
                isOne(path) ? path : path.resolveSibling(name.substring(0, name.length() - PIPELINE.length()) + TEST));
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
