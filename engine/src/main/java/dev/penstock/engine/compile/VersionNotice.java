package dev.penstock.engine.compile;

import dev.penstock.engine.call.Site;
import dev.penstock.engine.camel.RouteAssembly.Compiled;
import dev.penstock.engine.config.VersionSpec;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an API says of its version, before all of its steps: fields of every answer that it gives, and 410 in place of them
 * once it has ended.
 */
final class VersionNotice implements Step {
    private static final String NAME = "version";
    private static final String LINK = "link";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final VersionSpec version;
    private final InstantSource clock;
    private final MultiMap fields = HttpHeaders.headers();
    private final Optional<String> links;

    private VersionNotice(VersionSpec version, InstantSource clock) {
        this.version = version;
        this.clock = clock;
        version.deprecated()
                .ifPresent(
                        since -> fields.set("deprecation", "@" + since.instant().getEpochSecond()));
        version.end().ifPresent(end -> fields.set("sunset", DATE.format(end)));
        this.links = version.link()
                .filter(page -> !fields.isEmpty())
                .map(page -> fields.names().stream()
                        .map(field -> "<" + page.url() + ">; rel=\"" + field + "\"")
                        .sorted()
                        .reduce((one, other) -> one + ", " + other)
                        .orElseThrow());
    }

    /** The first step of each route of an API with this version. */
    static Compiled step(VersionSpec version, InstantSource clock) {
        return new Compiled(
                new Site(NAME, false, -1, -1), Optional.empty(), false, List.of(new VersionNotice(version, clock)));
    }

    /** An API that has ended is not served, which may come as a surprise. */
    static void warn(FileUnit unit) {
        InstantSource clock = unit.surroundings().host().clock();
        unit.spec()
                .version()
                .filter(version -> isOver(version, clock))
                .ifPresent(version -> unit.faults()
                        .warn(
                                version.sunset().orElseThrow().place(),
                                "the sunset has passed: every answer of this API is 410"));
    }

    private static boolean isOver(VersionSpec version, InstantSource clock) {
        return version.end().filter(end -> !clock.instant().isBefore(end)).isPresent();
    }

    @Override
    public Future<Void> apply(Call call) {
        if (isOver(version, clock)) {
            return Future.failedFuture(gone());
        }
        call.onReply(reply -> {
            fields.forEach((name, value) -> reply.headers().set(name, value));
            links.ifPresent(link -> reply.headers().add(LINK, link));
            return Future.succeededFuture();
        });
        return Future.succeededFuture();
    }

    /** What a step that fails has registered does not run: the problem says it itself. */
    private Problem gone() {
        Problem problem = Problem.of(
                Problem.Kind.GONE,
                "this version of the API ended at " + version.end().orElseThrow()
                        + version.link().map(page -> ": see " + page.url()).orElse(""));
        fields.forEach(problem::header);
        links.ifPresent(link -> problem.header(LINK, link));
        return problem;
    }
}
