package dev.penstock.plugins.auth.credential;

import java.util.List;

/**
 * What a token must allow, by its {@code scope} or {@code scp}.
 *
 * @param all each of these
 * @param any one of these
 */
public record ScopesConfig(List<String> all, List<String> any) {}
