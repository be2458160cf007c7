package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The globals of a hook do what the standards say: a file for each interface, all cases in one realm. */
class StandardsTest {
    private static final List<String> INTERFACES =
            List.of("headers", "response", "url", "urlsearchparams", "encoding", "base64");

    private record Case(String code, String result) {}

    private static List<Case> cases(String file) {
        List<Case> cases = new ArrayList<>();
        for (String line : Rows.of("standards/" + file + ".txt")) {
            int arrow = line.lastIndexOf(" ==> ");
            cases.add(new Case(line.substring(0, arrow), line.substring(arrow + 5)));
        }
        return cases;
    }

    private static String module(List<Case> cases) {
        StringBuilder code = new StringBuilder("const cases = [\n");
        for (Case one : cases) {
            String body = one.code().startsWith("{") ? one.code() : "{ return " + one.code() + "; }";
            code.append("  async () => ").append(body).append(",\n");
        }
        return code.append("""
                ];
                export async function onRequest() {
                  const found = [];
                  for (const one of cases) {
                    try { found.push(String(await one())); } catch (e) { found.push('throws ' + e.name); }
                  }
                  return Response.json(found);
                }
                """).toString();
    }

    @TestFactory
    Stream<DynamicContainer> eachInterfaceDoesWhatItsStandardSays() throws LoadFault {
        List<DynamicContainer> all = new ArrayList<>();
        int count = 0;
        try (Realms realms = new Realms()) {
            for (String name : INTERFACES) {
                List<Case> cases = cases(name);
                HandPort port = new HandPort();
                realms.create(new HookSource("test", name + ".js", module(cases)))
                        .start(Direction.REQUEST, port);
                List<?> found = (List<?>) Json.parse(Buffer.buffer(port.answer()));
                List<DynamicTest> tests = new ArrayList<>();
                for (int i = 0; i < cases.size(); i++) {
                    Case one = cases.get(i);
                    Object given = found.get(i);
                    tests.add(dynamicTest(one.code(), () -> assertThat(given).isEqualTo(one.result())));
                }
                count += tests.size();
                all.add(DynamicContainer.dynamicContainer(name, tests));
            }
        }
        assertThat(count).isGreaterThan(400);
        return all.stream();
    }
}
