package dev.penstock.plugins.script;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The caller as {@code context.auth}: without one, claims and scopes are empty and the names are missing. */
final class Auth {
    private Auth() {}

    static String json(Optional<Principal> caller) {
        Map<String, Object> auth = new LinkedHashMap<>();
        caller.flatMap(Principal::subject).ifPresent(subject -> auth.put("subject", subject));
        caller.flatMap(Principal::consumer).ifPresent(consumer -> auth.put("consumer", consumer));
        caller.flatMap(Principal::tier).ifPresent(tier -> auth.put("tier", tier));
        auth.put("claims", caller.map(Principal::claims).orElse(Map.of()));
        auth.put("scopes", caller.map(who -> List.copyOf(who.scopes())).orElse(List.of()));
        return Json.write(auth).toString();
    }
}
