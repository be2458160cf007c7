package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Made;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one answer of the outcomes of all calls, or fills a name with it. */
final class JoinStep implements Step {
    private final Key<Join> key;
    private final Optional<Expression<Object>> template;
    private final Optional<Slot> as;
    private final Made made;

    JoinStep(Key<Join> key, Optional<Expression<Object>> template, Optional<Slot> as, Made made) {
        this.key = key;
        this.template = template;
        this.as = as;
        this.made = made;
    }

    @Override
    public Future<Void> apply(Call call) {
        Join join = call.get(key).orElseThrow();
        return join.outcome().map(whole -> {
            answer(call, join);
            return null;
        });
    }

    private void answer(Call call, Join join) {
        Object body = template.isPresent() ? template.get().evaluate(call) : join.bodies();
        if (as.isPresent()) {
            as.get().fill(call, filled(body, !join.faults().isEmpty()));
            join.tells(as.get());
        } else {
            Reply reply = reply(body, join.faults());
            call.holding().claim(reply.body().length());
            made.mark(call, reply, join.reuse());
            call.respond(reply);
        }
    }

    private static Map<String, Object> filled(Object body, boolean partial) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("body", body);
        value.put("partial", partial);
        return value;
    }

    /** A partial answer says so, and why, and is nobody's to store. */
    private static Reply reply(Object body, Map<String, Fault> faults) {
        Reply reply = Reply.json(200, body);
        if (!faults.isEmpty()) {
            List<String> members = new ArrayList<>();
            faults.forEach((call, fault) -> members.add(fault.member(call)));
            reply.headers()
                    .set("Penstock-Partial", String.join(", ", faults.keySet()))
                    .set("Proxy-Status", String.join(", ", members));
        }
        return reply;
    }
}
