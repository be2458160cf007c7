package dev.penstock.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words, flags, folders and exit codes of the command line. */
class UsageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "test", "explain", "routes", "schema", "new", "demo"})
    void everyCommandHelps(String command) {
        assertThat(Ran.penstock("--help").out()).contains("  " + command);
        Ran help = Ran.penstock(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: penstock " + command);
        assertThat(Ran.penstock(command, "--version").out()).startsWith("penstock ");
        Ran flag = command.equals("explain")
                ? Ran.penstock(command, "GET", "/", "--pipelnes")
                : Ran.penstock(command, "--pipelnes");
        assertThat(flag.code()).isEqualTo(2);
        assertThat(flag.err()).contains("unknown option '--pipelnes'");
    }

    @Test
    void aWrongWordGetsTheNearestOne() {
        Ran ran = Ran.penstock("chekc", ".");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("unknown command 'chekc'", "did you mean 'check'?");
        assertThat(Ran.penstock("check", "--pipelnes", "x").err()).contains("did you mean '--pipelines'?");
        assertThat(Ran.penstock("new", "apis", "x").err()).contains("did you mean 'api'?");
        assertThat(Ran.penstock("schema", "more").err()).contains("unexpected argument 'more'");
        assertThat(Ran.penstock().code()).isEqualTo(2);
        assertThat(Ran.penstock("new").code()).isEqualTo(2);
        assertThat(Ran.penstock("run", "--port", "70000"))
                .matches(wrong -> wrong.code() == 2)
                .matches(wrong -> wrong.err().contains("expected a port from 0 to 65535, found 70000"));
    }

    @Test
    void aPathThatIsNotThereIsExit1() {
        for (String command : List.of("check", "test")) {
            Ran ran = Ran.penstock(command, folder.resolve("nowhere"));
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("nowhere");
        }
        assertThat(Ran.penstock("routes", "-c", folder.resolve("nowhere.yaml"))).matches(ran -> ran.code() == 1);
        assertThat(Ran.penstock("test", "--junit", folder, "--pipelines", folder))
                .matches(ran -> ran.code() == 1)
                .matches(ran -> ran.err().contains("expected a file that can be read and written")
                        && !ran.err().contains("\tat "));
    }

    @Test
    void theFolderIsThatOfTheGatewaysOwnFileUnlessAFlagSaysAnother() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path apis = Files.createDirectories(folder.resolve("apis"));
        Path own = Files.writeString(folder.resolve("own.yaml"), "pipelines: apis\n");
        assertThat(Ran.penstock("new", "api", "shop", "-c", own).code()).isZero();
        assertThat(apis.resolve("shop.yaml")).exists();
        assertThat(Ran.penstock("routes", "-c", own).out()).contains("/shop/hello");
        assertThat(Ran.penstock("explain", "GET", "/shop/hello", "-c", own).out())
                .contains("-> shop/hello");
        assertThat(Ran.penstock("test", "-c", own).out()).contains("2 passed, 0 failed");
        Files.writeString(apis.resolve("bad.yaml"), "api: bad\n");
        assertThat(Ran.penstock("check", "-c", own)).matches(ran -> ran.code() == 1);
        assertThat(Ran.penstock("check", "-c", own, "--pipelines", other).code())
                .isZero();
        assertThat(Ran.penstock("routes", "-c", own, "--pipelines", other).out())
                .doesNotContain("/shop/hello");
    }

    @Test
    void whatIsInSubFoldersIsNotRead() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("hooks")).resolve("x.yaml"), "nonsense");
        assertThat(Ran.penstock("check", folder)).isEqualTo(new Ran(0, "", "penstock: no faults in 0 routes\n"));
    }
}
