package dev.penstock.suites;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house rules of docs/architecture.md, held against the classes. */
class ArchitectureTest {
    private static final String ROOT = "dev.penstock";
    private static final String ENGINE = ROOT + ".engine.";
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses EXAMPLE =
            new ClassFileImporter().importPath(Path.of("../../plugins/example/target/classes"));

    /** Which packages of the engine each may use, beside the SDK. */
    private static final Map<String, List<String>> ENGINE_TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("time", List.of()),
            Map.entry("tls", List.of()),
            Map.entry("config", List.of("regex")),
            Map.entry("expression", List.of("regex")),
            Map.entry("regex", List.of()),
            Map.entry("plugin", List.of("config")),
            Map.entry("call", List.of("time")),
            Map.entry("host", List.of("time")),
            Map.entry("redis", List.of("config", "time", "tls")),
            Map.entry("upstream.balance", List.of()),
            Map.entry("upstream.health", List.of()),
            Map.entry("upstream.names", List.of()),
            Map.entry("upstream.retry", List.of()),
            Map.entry(
                    "upstream",
                    List.of(
                            "tls",
                            "call",
                            "time",
                            "upstream.balance",
                            "upstream.health",
                            "upstream.names",
                            "upstream.retry")),
            Map.entry("camel", List.of("call", "upstream")),
            Map.entry("compile", List.of("tls", "call", "camel", "config", "expression", "plugin", "upstream")),
            Map.entry("http", List.of("call", "time", "tls")),
            Map.entry("deploy", List.of("call", "camel", "compile", "config", "http", "tls", "upstream")),
            Map.entry("admin", List.of("call", "http", "upstream"))));

    @Test
    void theRulesSeeTheWholeHouse() {
        assertThat(ALL.size()).isGreaterThan(250);
        assertThat(ENGINE_TABLE.keySet()).containsAll(enginePackages());
    }

    @Test
    void everyPackageOfTheEngineUsesOnlyWhatTheTableSays() {
        ENGINE_TABLE.forEach((name, allowed) -> {
            String[] forbidden = ENGINE_TABLE.keySet().stream()
                    .filter(other -> !other.equals(name) && !isAllowed(other, allowed))
                    .map(other -> ENGINE + other + (name.startsWith(other + ".") ? "" : ".."))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(ALL);
        });
    }

    /** What may use a package may use those within it. */
    private static boolean isAllowed(String other, List<String> allowed) {
        return allowed.stream().anyMatch(name -> other.equals(name) || other.startsWith(name + "."));
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void onlyTwoPackagesSeeCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE + "camel..", ENGINE + "compile..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(ALL);
    }

    @Test
    void onlyOnePackageSeesRedisson() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + "redis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.redisson..")
                .check(ALL);
    }

    @Test
    void theSdkKnowsVertxAndWhatItBringsAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".sdk..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + ".sdk..", "java..", "io.vertx.core..", "com.fasterxml.jackson.core..", "io.netty.."))
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy", "transform", "auth", "quota", "cache", "aggregate", "callout", "script", "validate"})
    void aPluginKnowsTheSdkAndNoOther(String plugin) {
        knowsTheSdkAlone(plugin).check(ALL);
    }

    @Test
    void soDoesTheJarThatIsDropped() {
        knowsTheSdkAlone("example").check(EXAMPLE);
    }

    private static ArchRule knowsTheSdkAlone(String plugin) {
        String own = ROOT + ".plugins." + plugin + "..";
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(own, ROOT + ".sdk..")
                        .or(DescribedPredicate.not(
                                resideInAnyPackage(ROOT + "..", "org.apache.camel..", "org.redisson.."))));
    }

    @Test
    void nobodyUsesVertxFromTheInside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.internal..", "io.vertx.core.impl..", "io.vertx.core..impl..")
                .check(ALL);
    }

    @Test
    void onlyTheTwoTimesLookAtTheSystemsClockAndSetTimers() {
        Set<String> calls = Set.of(
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.time.Instant.now",
                "java.util.Date.<init>",
                "java.time.Clock.systemUTC",
                "java.time.Clock.systemDefaultZone",
                "java.time.InstantSource.system",
                "io.vertx.core.Vertx.setTimer",
                "io.vertx.core.Vertx.setPeriodic",
                "io.vertx.core.Vertx.timer");
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + "time..")
                .should()
                .accessTargetWhere(calling(calls))
                .check(ALL);
    }

    @Test
    void nobodyWaitsOnALoop() {
        Set<String> calls = Set.of(
                "java.lang.Thread.sleep",
                "java.util.concurrent.Future.get",
                "java.util.concurrent.CompletableFuture.get",
                "java.util.concurrent.CompletableFuture.join",
                "java.util.concurrent.CountDownLatch.await",
                "io.vertx.core.Future.await");
        noClasses()
                .that(DescribedPredicate.not(blocksByDesign()))
                .should()
                .accessTargetWhere(calling(calls))
                .check(ALL);
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE + "cli..", ROOT + ".conformance..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    /** The composition root, the command line, the writer of the access log, and the test runner: none runs on a loop. */
    private static DescribedPredicate<JavaClass> blocksByDesign() {
        return DescribedPredicate.describe(
                "block by design",
                type -> type.getPackageName().equals(ROOT + ".engine")
                        || type.getPackageName().startsWith(ENGINE + "cli")
                        || type.getName().equals(ENGINE + "admin.AccessLog")
                        || type.getPackageName().startsWith(ROOT + ".conformance")
                        || type.getPackageName().startsWith(ROOT + ".fleet"));
    }

    private static DescribedPredicate<JavaAccess<?>> calling(Set<String> targets) {
        return DescribedPredicate.describe(
                "call one of " + targets,
                access -> targets.contains(access.getTargetOwner().getName() + "."
                        + access.getTarget().getName()));
    }

    private static Set<String> enginePackages() {
        Set<String> packages = new java.util.TreeSet<>();
        for (JavaClass type : ALL) {
            String name = type.getPackageName();
            if (name.startsWith(ENGINE) && !name.startsWith(ENGINE + "cli")) {
                packages.add(name.substring(ENGINE.length()).split("\\.", -1)[0]);
            }
        }
        return packages;
    }
}
