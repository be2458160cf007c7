package dev.penstock.plugins.auth.credential;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a token must allow. Scopes match whole and exactly.
 *
 * @param all each of these
 * @param any one of these, if there are some
 */
public record ScopeRule(List<String> all, List<String> any) {
    public boolean allows(Set<String> scopes) {
        if (!scopes.containsAll(all)) {
            return false;
        }
        for (String one : any) {
            if (scopes.contains(one)) {
                return true;
            }
        }
        return any.isEmpty();
    }

    /** All of them, as in the {@code scope} of a challenge. */
    public String text() {
        Set<String> both = new LinkedHashSet<>(all);
        both.addAll(any);
        return String.join(" ", both);
    }
}
