package dev.penstock.conformance;

import dev.penstock.sdk.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares JSON values and says where they differ, one line for each place. Numbers are equal by their value: 1 is 1.0;
 * 7 is not "7".
 */
final class JsonDifference {
    private static final int SHOWN = 200;

    private final boolean whole;
    private final List<String> lines = new ArrayList<>();

    private JsonDifference(boolean whole) {
        this.whole = whole;
    }

    /** What is missing or different: keys of maps that are not expected do not count. */
    static List<String> ofNamed(Object expected, Object found) {
        return new JsonDifference(false).compared("json", expected, found);
    }

    /** What is missing, different or too much. */
    static List<String> of(Object expected, Object found) {
        return new JsonDifference(true).compared("json", expected, found);
    }

    private List<String> compared(String path, Object expected, Object found) {
        compare(path, expected, found);
        return lines;
    }

    private void compare(String path, Object expected, Object found) {
        if (expected instanceof Map<?, ?> wanted && found instanceof Map<?, ?> map) {
            compareMaps(path, wanted, map);
        } else if (expected instanceof List<?> wanted && found instanceof List<?> list) {
            compareLists(path, wanted, list);
        } else if (!same(expected, found)) {
            differ(path, shown(expected), shown(found));
        }
    }

    private void compareMaps(String path, Map<?, ?> expected, Map<?, ?> found) {
        expected.forEach((key, value) -> {
            if (found.containsKey(key)) {
                compare(path + step(key), value, found.get(key));
            } else {
                differ(path + step(key), shown(value), "nothing");
            }
        });
        found.forEach((key, value) -> {
            if (whole && !expected.containsKey(key)) {
                differ(path + step(key), "nothing", shown(value));
            }
        });
    }

    private void compareLists(String path, List<?> expected, List<?> found) {
        if (expected.size() != found.size()) {
            differ(path, items(expected) + shown(expected), items(found) + shown(found));
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(path + "[" + i + "]", expected.get(i), found.get(i));
        }
    }

    private static String items(List<?> list) {
        return list.size() + (list.size() == 1 ? " item " : " items ");
    }

    private void differ(String path, String expected, String found) {
        lines.add(path + ": expected " + expected + ", found " + found);
    }

    private static boolean same(Object expected, Object found) {
        if (expected instanceof Number one && found instanceof Number other) {
            return decimal(one).compareTo(decimal(other)) == 0;
        }
        return Objects.equals(expected, found);
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static String step(Object key) {
        String name = String.valueOf(key);
        return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? "." + name : "['" + name + "']";
    }

    static String shown(Object json) {
        String text = Json.write(json).toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
