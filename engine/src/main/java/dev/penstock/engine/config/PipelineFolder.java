package dev.penstock.engine.config;

import dev.penstock.sdk.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pipeline files of a folder: {@code *.yaml} directly in it, but for {@code *.test.yaml}. */
public final class PipelineFolder {
    private static final String SUFFIX = ".yaml";
    private static final String TEST_SUFFIX = ".test.yaml";

    private final Path folder;
    private final Substitution substitution;
    private final Binder binder;

    /**
     * A folder.
     *
     * @param folder as the user named it, which is how places name its files; or a single pipeline file, which is then
     *     the only one
     */
    public PipelineFolder(Path folder, Substitution substitution, Binder binder) {
        this.folder = folder;
        this.substitution = substitution;
        this.binder = binder;
    }

    /** The pipeline files, by name; a folder that cannot be read is a fault, one in {@code *.yml} a warning. */
    public List<Path> files(Faults faults) {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> visible = files.filter(file -> !name(file).startsWith(".") && !Files.isDirectory(file))
                    .sorted()
                    .toList();
            visible.stream()
                    .filter(file -> name(file).endsWith(".yml"))
                    .forEach(file -> faults.warn(
                            new Place(file.toString(), 1, 1), "only *.yaml is read: name it with '.yaml' at its end"));
            return visible.stream().filter(PipelineFolder::isPipeline).toList();
        } catch (IOException unreadable) {
            faults.fault(
                    new Place(folder.toString(), 1, 1),
                    "expected a folder of pipeline files, found " + Reason.of(unreadable));
            return List.of();
        }
    }

    /** Reads one file of the folder, or of another one. */
    public Loaded load(Path file, Faults faults) {
        return new Loaded(file, new Source(substitution, new HashMap<>(), new HashMap<>()), binder, faults);
    }

    /** The APIs of a folder by file, as far as its files say it; faults are not looked at. */
    public static Map<Path, String> apis(Path folder) {
        Faults ignored = new Faults();
        Map<Path, String> apis = new TreeMap<>();
        PipelineFolder files = new PipelineFolder(folder, new Substitution(Map.of(), folder), new Binder());
        files.files(ignored)
                .forEach(file -> files.load(file, ignored).spec().ifPresent(spec -> apis.put(file, spec.api())));
        return apis;
    }

    /** Whether a file by this name is a pipeline file. */
    public static boolean isPipeline(Path file) {
        return name(file).endsWith(SUFFIX) && !name(file).endsWith(TEST_SUFFIX);
    }

    /** The names of the {@code *.yaml} in a folder, which need not be there. */
    static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(PipelineFolder::name)
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
