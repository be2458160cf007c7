package dev.penstock.engine.compile;

import dev.penstock.engine.expression.DeclaredSlot;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Made;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Reuse;
import io.vertx.core.MultiMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Marks the answers that one step makes; what they are made of is known once the step is created. */
final class MadeOf implements Made {
    private final boolean belowAuth;
    private List<String> vary = List.of();
    private boolean personal;
    private List<DeclaredSlot> slots = List.of();

    /** @param belowAuth whether those who ask are known, or known to be nobody */
    MadeOf(boolean belowAuth) {
        this.belowAuth = belowAuth;
    }

    /** @param read the declared names that the step reads */
    void of(Dependence dependence, Set<DeclaredSlot> read) {
        vary = List.copyOf(new TreeSet<>(dependence.headers()));
        personal = dependence.personal();
        slots = List.copyOf(read);
    }

    @Override
    public void mark(Call call, Reply reply, Reuse parts) {
        if (!vary.isEmpty()) {
            vary(reply.headers());
        }
        Reuse made = personal ? parts.personal() : parts;
        for (DeclaredSlot slot : slots) {
            made = made.and(slot.reuse(call));
        }
        boolean stated = reply.headers().contains("cache-control");
        Reuse all = stated ? made.and(Reuse.of(reply.headers())) : made;
        if (belowAuth && !all.isPublic()) {
            made = made.personal();
            all = all.personal();
        }
        Optional<String> text = all.cacheControl();
        if (made.made() && text.isPresent()) {
            reply.headers().set("cache-control", text.get());
        }
    }

    private void vary(MultiMap headers) {
        Set<String> names = new LinkedHashSet<>();
        for (String field : headers.getAll("vary")) {
            for (String name : field.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        names.addAll(vary);
        names.remove("");
        headers.set("vary", names.contains("*") ? "*" : String.join(", ", names));
    }
}
