package dev.penstock.plugins.validate.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of an OpenAPI description. */
final class OpenApi implements Contract {
    /** A path and its operations by method, in upper case. */
    record Item(PathTemplate path, Map<String, Operation> operations) {}

    private final List<Item> items;

    OpenApi(List<Item> items) {
        this.items = new ArrayList<>(items);
        this.items.sort(Comparator.comparing(Item::path));
    }

    /** A path that has the method goes before a closer one that has not. HEAD is served by GET. */
    @Override
    public Optional<Match> find(String method, String path) {
        for (Item item : items) {
            Operation operation = item.operations().get(method);
            if (operation == null && method.equals("HEAD")) {
                operation = item.operations().get("GET");
            }
            Optional<Map<String, String>> values =
                    operation == null ? Optional.empty() : item.path().match(path);
            if (values.isPresent()) {
                return Optional.of(new Match(operation, values.get()));
            }
        }
        return Optional.empty();
    }
}
