package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a jar that was compiled against the SDK links with, held against {@code sdk/api.txt}: a line that is gone or
 * different breaks jars that were compiled before.
 */
class PublicApiTest {
    private static final Path LISTING = Path.of("api.txt");
    private static final String HEAD = """
            # What jars link with, one line each; made by PublicApiTest. A line that goes or changes breaks jars: it needs a new
            # major number of Penstock-Sdk, and so does a new abstract method of what plugins implement. Any other new line
            # needs a new minor number, once there is a release. To accept a change, and show it to who reviews it:
            # mvn test -pl sdk -Dtest=PublicApiTest -Dpenstock.api=write
            """;

    @Test
    void whatJarsLinkWithIsWhatTheListingSays() throws Exception {
        List<String> now = new ArrayList<>();
        for (Class<?> type : types()) {
            now.add(declaration(type));
            members(type).forEach(member -> now.add("  " + member));
        }
        if (System.getProperty("penstock.api", "").equals("write")) {
            Files.writeString(LISTING, HEAD + String.join("\n", now) + "\n");
        }
        List<String> before = Files.readAllLines(LISTING).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        ApiDifference changed = ApiDifference.of(before, now);
        assertThat(changed.breaking())
                .as("what breaks jars that were compiled before: keep it, or raise the major number of SdkVersion; then"
                        + " accept it as the head of sdk/api.txt says")
                .isEmpty();
        assertThat(changed.compatible())
                .as(
                        "what is new and breaks nobody: raise the minor number of SdkVersion once there is a release; then accept"
                                + " it as the head of sdk/api.txt says")
                .isEmpty();
        assertThat(now).as("all of it is seen").hasSizeGreaterThan(300);
    }

    @Test
    void whatGoesOrChangesBreaksJarsAndWhatComesDoesNot() {
        ApiDifference changed = ApiDifference.of(
                List.of("type A", "  a()", "type B", "  a()"),
                List.of("type A", "  a()", "type B", "  b()", "type C", "  c()"));
        assertThat(changed.breaking()).containsExactly("- type B: a()");
        assertThat(changed.compatible()).containsExactly("+ type B: b()", "+ type C", "+ type C: c()");
    }

    @Test
    void aMethodThatPluginsWouldHaveToHaveBreaksThem() {
        String step = "public abstract interface dev.penstock.sdk.Step extends dev.penstock.sdk.Stage";
        String call = "public abstract interface dev.penstock.sdk.Call";
        ApiDifference changed = ApiDifference.of(
                List.of(step, call),
                List.of(
                        step,
                        "  public abstract void more()",
                        "  public default void most()",
                        call,
                        "  public abstract void x()"));
        assertThat(changed.breaking()).containsExactly("+ " + step + ": public abstract void more()");
        assertThat(changed.compatible())
                .containsExactly(
                        "+ " + step + ": public default void most()", "+ " + call + ": public abstract void x()");
    }

    private static List<Class<?>> types() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(
                Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                if (!name.endsWith("package-info.class")) {
                    types.add(Class.forName(name.substring(0, name.length() - ".class".length())));
                }
            }
        }
        types.removeIf(type -> !isSeen(type));
        types.sort(Comparator.comparing(Class::getName));
        return types;
    }

    private static boolean isSeen(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && !type.isAnonymousClass()
                && (type.getEnclosingClass() == null || isSeen(type.getEnclosingClass()));
    }

    private static String declaration(Class<?> type) {
        StringBuilder line = new StringBuilder(type.toGenericString());
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            line.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        if (type.getInterfaces().length > 0) {
            line.append(type.isInterface() ? " extends " : " implements ");
            line.append(String.join(
                    ", ",
                    Arrays.stream(type.getGenericInterfaces())
                            .map(Type::getTypeName)
                            .toList()));
        }
        return line.toString();
    }

    private static List<String> members(Class<?> type) throws IllegalAccessException {
        List<String> lines = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isSeen(field) && !field.isSynthetic()) {
                lines.add(field.toGenericString() + value(field));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isSeen(constructor) && !constructor.isSynthetic()) {
                lines.add(constructor.toGenericString());
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isSeen(method) && !method.isSynthetic()) {
                lines.add(method.toGenericString());
            }
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    /** A constant is compiled into the jars that use it. */
    private static String value(Field field) throws IllegalAccessException {
        boolean constant = Modifier.isStatic(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        return constant ? " = " + field.get(null) : "";
    }

    private static <M extends Member & AnnotatedElement> boolean isSeen(M member) {
        return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    }
}
