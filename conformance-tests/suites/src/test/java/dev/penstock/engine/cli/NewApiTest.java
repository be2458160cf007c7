package dev.penstock.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code penstock new api}. */
class NewApiTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"shop", "a", "null", "two-words"})
    void aStarterFilePassesCheckAndTest(String name) {
        Ran ran = begin(name);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .isEqualTo("wrote " + folder.resolve(name + ".yaml") + "\nwrote " + folder.resolve(name + ".test.yaml")
                        + "\n");
        assertThat(Ran.penstock("check", folder)).isEqualTo(new Ran(0, "", "penstock: no faults in 2 routes\n"));
        assertThat(Ran.penstock("test", folder).out()).contains("2 passed, 0 failed");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        for (String there : new String[] {"shop.yaml", "shop.test.yaml"}) {
            Path file = Files.writeString(folder.resolve(there), "# mine\n");
            Ran ran = begin("shop");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains(there + " is there already");
            assertThat(file).hasContent("# mine");
            Files.delete(file);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void theNameOfAnotherFilesApiIsTaken() throws IOException {
        Files.writeString(
                folder.resolve("other.yaml"),
                "api: shop\nroutes: {name: r, match: GET /, steps: [{respond: {status: 204}}]}\n");
        Ran ran = begin("shop");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("api 'shop' is already that of " + folder.resolve("other.yaml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "Bad Name", "7up", "", "a/b"})
    void aNameThatIsNoneIsWrongUsage(String name) throws IOException {
        Ran ran = begin(name);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("NAME: expected an API name", "lower-case letters", "found '" + name + "'");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(folder.resolveSibling("evil.yaml")).doesNotExist();
    }

    @Test
    void aFolderThatIsNamedMustBeThere() {
        Ran ran = Ran.penstock("new", "api", "shop", "--pipelines", folder.resolve("typo"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(folder.resolve("typo")).doesNotExist();
    }

    private Ran begin(String name) {
        return Ran.penstock("new", "api", name, "--pipelines", folder);
    }
}
