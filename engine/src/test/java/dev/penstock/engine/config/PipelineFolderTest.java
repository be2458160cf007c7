package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFolderTest {
    private static final String ROUTES = "routes: [{name: a, match: GET /, steps: []}]\n";

    @TempDir
    Path root;

    private final Faults faults = new Faults();
    private PipelineFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new PipelineFolder(root, new Substitution(Map.of(), root.resolve("secrets")), new Binder());
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void onlyYamlFilesDirectlyInTheFolderArePipelines() throws IOException {
        Path b = write("b.yaml", "");
        Path a = write("a.yaml", "");
        write("a.test.yaml", "");
        write(".a.yaml", "");
        write("a.yaml~", "");
        write("c.yml", "");
        write("sub/d.yaml", "");
        Files.createDirectory(root.resolve("folder.yaml"));
        Files.createSymbolicLink(root.resolve("z.yaml"), b);
        assertThat(folder.files(faults)).containsExactly(a, b, root.resolve("z.yaml"));
        assertThat(faults.list().toString()).contains("c.yml:1:1: warning: only *.yaml is read");
        assertThat(faults.hasFaults()).isFalse();
    }

    @Test
    void aFolderThatIsNotThereIsAFault() {
        Path nowhere = root.resolve("nosuch");
        assertThat(new PipelineFolder(nowhere, new Substitution(Map.of(), root), new Binder()).files(faults))
                .isEmpty();
        assertThat(faults.list().toString())
                .isEqualTo("[" + nowhere + ":1:1: expected a folder of pipeline files, found no such file]");
    }

    @Test
    void namesOfTheFileGoBeforeSharedOnes() throws IOException {
        write("policies/p.yaml", "- jwt: {}\n- quota: {}\n");
        write("policies/q.yaml", "- jwt: {}\n");
        write("upstreams/u.yaml", "targets: http://shared:1\n");
        write("upstreams/v.yaml", "targets: http://shared:1\n");
        Path file = write(
                "x.yaml", "api: x\nupstreams: {u: {targets: http://own:1}}\npolicies: {p: [{jwt: {}}]}\n" + ROUTES);
        Loaded loaded = folder.load(file, faults);
        assertThat(loaded.policy("p"))
                .hasValueSatisfying(
                        steps -> assertThat(((Node.Sequence) steps).items()).hasSize(1));
        assertThat(loaded.policy("q")).isPresent();
        assertThat(loaded.policy("none")).isEmpty();
        assertThat(loaded.policy("../x")).isEmpty();
        assertThat(loaded.upstream("u"))
                .hasValueSatisfying(own -> assertThat(own.shared()).isFalse());
        assertThat(loaded.upstream("v"))
                .hasValueSatisfying(shared -> assertThat(shared.shared()).isTrue());
        assertThat(loaded.policyNames()).containsExactly("p", "q");
        assertThat(loaded.upstreamNames()).containsExactly("u", "v");
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void everyFileThatCountsIsKnown() throws IOException {
        write("policies/q.yaml", "- script: ../hooks/h.js\n- respond: {body: \"${file:page.html}\"}\n");
        write("policies/page.html", "page");
        write("policies/unused.yaml", "- jwt: {}\n");
        Path file = write("x.yaml", "api: x\n" + ROUTES);
        Loaded loaded = folder.load(file, faults);
        Node script = ((Node.Sequence) loaded.policy("q").orElseThrow()).items().get(0);
        assertThat(loaded.resolve(script.place(), "../hooks/h.js")).isEqualTo(root.resolve("hooks/h.js"));
        loaded.upstream("later");
        assertThat(faults.list()).isEmpty();
        assertThat(loaded.files())
                .containsExactlyInAnyOrder(
                        file,
                        root.resolve("policies/q.yaml"),
                        root.resolve("policies/page.html"),
                        root.resolve("hooks/h.js"),
                        root.resolve("upstreams/later.yaml"));
    }

    @Test
    void aFaultOfASharedFileIsToldThere() throws IOException {
        write("policies/q.yaml", "- jwt\n");
        write("upstreams/v.yaml", "targts: http://shared:1\n");
        Loaded loaded = folder.load(write("x.yaml", "api: x\n" + ROUTES), faults);
        loaded.policy("q");
        loaded.policy("q");
        loaded.upstream("v");
        assertThat(faults.list())
                .extracting(fault -> root.relativize(Path.of(fault.place().file())) + ":"
                        + fault.place().line())
                .containsExactly("policies/q.yaml:1", "upstreams/v.yaml:1");
    }

    @Test
    void aFileThatIsNoPipelineHasNoSpecButIsWatched() throws IOException {
        Path file = write("x.yaml", "api: [");
        Loaded loaded = folder.load(file, faults);
        assertThat(loaded.spec()).isEmpty();
        assertThat(loaded.files()).containsExactly(file);
        assertThat(loaded.policy("p")).isEmpty();
        assertThat(faults.hasFaults()).isTrue();
    }
}
