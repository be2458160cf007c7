package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code penstock.d.ts} says of every object of a hook what is there: no name more, none less, and what can be set. */
class TypesTest {
    private static final Pattern BLOCK = Pattern.compile(
            "^ *(?:export )?(?:class|interface|const) (\\w+):? \\{\\n(.*?)^ *\\};?$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile(
            "^ {2,4}((?:readonly |static |get |set )*)(\\[?[A-Za-z][\\w.]*\\]?)(\\??)(.*)$", Pattern.MULTILINE);

    /** Lists what is there, each as {@code name}, {@code name()} or {@code readonly name}. */
    private static final String LISTS = """
            const kinds = (object, statics) => {
              const out = [];
              for (const name of Reflect.ownKeys(object)) {
                const property = Object.getOwnPropertyDescriptor(object, name);
                const text = typeof name === 'symbol' ? `[${name.description}]` : name;
                if (text === 'constructor' || text === '[Symbol.toStringTag]') continue;
                if (statics && ['length', 'name', 'prototype'].includes(text)) continue;
                const what = typeof property.value === 'function' ? `${text}()` : property.set || property.writable ? text : `readonly ${text}`;
                out.push(statics ? `static ${what}` : what);
              }
              return out;
            };
            const both = (object) => {
              const first = Object.getPrototypeOf(object), second = Object.getPrototypeOf(first);
              return second === Object.prototype ? kinds(first) : [...kinds(first), ...kinds(second)];
            };
            const found = {};
            for (const name of ['Headers', 'Response', 'URLSearchParams', 'URL', 'TextEncoder', 'TextDecoder']) {
              found[name] = [...kinds(globalThis[name].prototype), ...kinds(globalThis[name], true)];
            }
            found.console = kinds(console);
            export function onRequest(request, context) {
              found.HookRequest = both(request);
              found.Context = both(context);
              found.ClientRequest = both(context.request);
              return Response.json(found);
            }
            export function onResponse(response) { return Response.json({HookResponse: both(response)}); }
            """;

    private static String types() throws IOException {
        try (InputStream in = ScriptPlugin.class.getResourceAsStream("penstock.d.ts")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?s)/\\*\\*.*?\\*/", "");
        }
    }

    private static Map<String, Set<String>> declared() throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        for (Matcher block = BLOCK.matcher(types()); block.find(); ) {
            Set<String> names = new TreeSet<>();
            for (Matcher member = MEMBER.matcher(block.group(2)); member.find(); ) {
                String name = member.group(2);
                boolean method =
                        member.group(4).startsWith("(") && !member.group(1).matches("(get|set) ");
                boolean readonly = member.group(1).contains("readonly ");
                boolean statics = member.group(1).contains("static ");
                if (!name.equals("constructor")) {
                    names.add((statics ? "static " : "")
                            + (readonly && !method ? "readonly " : "")
                            + name
                            + (method ? "()" : ""));
                }
            }
            all.put(block.group(1), names);
        }
        return all;
    }

    private static Map<String, Set<String>> found() throws LoadFault {
        Map<String, Set<String>> all = new TreeMap<>();
        try (Realms realms = new Realms()) {
            Realm realm = realms.create(new HookSource("test", "types.js", LISTS));
            for (Direction direction : Direction.values()) {
                HandPort port = new HandPort();
                realm.start(direction, port);
                ((Map<?, ?>) Json.parse(Buffer.buffer(port.answer()))).forEach((name, members) -> {
                    Set<String> names = new TreeSet<>();
                    ((List<?>) members).forEach(member -> names.add(member.toString()));
                    all.put(name.toString(), names);
                });
            }
        }
        return all;
    }

    @Test
    void theTypesNameWhatIsThere() throws Exception {
        Map<String, Set<String>> declared = declared();
        Map<String, Set<String>> found = found();
        assertThat(found).hasSize(11);
        assertThat(declared).containsAllEntriesOf(found);
    }

    @Test
    void theTypesNameEachGlobalThatIsNotOfTheLanguage() throws Exception {
        try (Realms realms = new Realms()) {
            Set<String> own = new HashSet<>(Set.of("Headers", "Response", "URL", "URLSearchParams", "TextEncoder"));
            own.addAll(Set.of("TextDecoder", "atob", "btoa", "console"));
            assertThat(realms.globals()).containsAll(own);
            for (String name : own) {
                assertThat(types()).containsPattern(" (class|function|const) " + name + "\\b");
            }
        }
    }

    @Test
    void theSamplesUseWhatTheTypesName() throws Exception {
        Map<String, Set<String>> declared = declared();
        Set<String> known = new HashSet<>();
        declared.values()
                .forEach(names -> names.forEach(name -> known.add(name.replaceAll("static |readonly |\\(\\)", ""))));
        List<String> unknown = new ArrayList<>();
        try (Stream<Path> hooks = Files.walk(Path.of("../../pipelines/hooks"))) {
            for (Path hook :
                    hooks.filter(file -> file.toString().endsWith(".js")).toList()) {
                Matcher use = Pattern.compile("\\b(?:request|response|context|headers|console|query)\\.(\\w+)")
                        .matcher(Files.readString(hook));
                while (use.find()) {
                    if (!known.contains(use.group(1))) {
                        unknown.add(hook.getFileName() + ": " + use.group());
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }
}
