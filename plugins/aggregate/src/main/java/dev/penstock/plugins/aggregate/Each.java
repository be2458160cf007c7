package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Slot;
import java.util.List;

/**
 * {@code for-each}, compiled.
 *
 * @param list what is called for
 * @param item the name of one of it in expressions
 * @param parallel how many requests at once
 * @param most how many items
 */
record Each(Expression<Object> list, Slot item, int parallel, int most) {
    /**
     * The items of this call; null where what the list is read from is null.
     *
     * @throws Problem when there is no such list, or a longer one than is allowed
     */
    List<?> items(Call call) {
        Object value = list.evaluate(call);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> items)) {
            throw Problem.of(Problem.Kind.UPSTREAM_FAILED, "expected a list for its for-each, found another value");
        }
        if (items.size() > most) {
            throw Problem.of(
                    Problem.Kind.UPSTREAM_FAILED,
                    "expected at most " + most + " items for its for-each, found " + items.size());
        }
        return items;
    }
}
