package dev.penstock.plugins.auth.basic;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a users file: {@code user:hash} in UTF-8, a line each; blank lines and those that begin with {@code #} are left
 * out. A fault names its line and shows nothing of it, and refuses the file as a whole.
 */
final class UsersReader {
    private static final int MAX_BYTES = 16 << 20;

    private final StepContext context;
    private final String file;
    private final Map<String, Users.User> users = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private UsersReader(StepContext context, Path file) {
        this.context = context;
        this.file = file.toString();
    }

    /** The users of this file, read once for all steps that name it. */
    static Users read(Node file, StepContext context) {
        Path path = context.file(file);
        return context.once(path, Users.class, () -> new UsersReader(context, path).read(file, path));
    }

    private Users read(Node name, Path path) {
        if (!Files.isRegularFile(path)) {
            return Users.of(users);
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                context.fault(name, "expected at most 16 MiB of users, found more: split the file");
                return Users.of(users);
            }
            List<String> all = Files.readAllLines(path, StandardCharsets.UTF_8);
            for (int i = 0; i < all.size(); i++) {
                line(i == 0 ? all.get(i).replaceFirst("^\uFEFF", "") : all.get(i), i + 1);
            }
            if (lines.isEmpty() && all.stream().allMatch(String::isBlank)) {
                context.fault(
                        name,
                        "expected a file with a line user:hash, found an empty one: for nobody write a comment into it");
            } else if (lines.isEmpty()) {
                context.warn(name, "there is no user in this file: nobody gets in");
            }
        } catch (IOException unreadable) {
            context.fault(name, "expected a file of UTF-8 that can be read, found another");
        }
        return Users.of(users);
    }

    private void line(String line, int number) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int colon = line.indexOf(':');
        if (colon < 1 || line.chars().anyMatch(Character::isISOControl)) {
            lines.put("", number);
            fault(
                    number,
                    1,
                    "expected user:hash, found " + (colon < 0 ? "no colon" : "no user, or control characters"));
            return;
        }
        String user = line.substring(0, colon);
        Integer before = lines.putIfAbsent(user, number);
        if (before != null) {
            fault(number, 1, "this user stands twice, first at line " + before + ": remove one");
        }
        try {
            users.put(
                    user,
                    new Users.User(PasswordHash.parse(line.substring(colon + 1).stripTrailing()), line));
        } catch (IllegalArgumentException refused) {
            fault(number, colon + 2, refused.getMessage());
        }
    }

    private void fault(int line, int column, String message) {
        context.fault(new Place(file, line, column), message);
    }
}
