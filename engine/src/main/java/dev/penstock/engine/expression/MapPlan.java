package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A map of values. */
final class MapPlan {
    /** One key and its value. */
    record Member(String key, Compiled<Object> value) {}

    private MapPlan() {}

    static Plan<Object> of(List<Member> members) {
        List<Member> fixed = List.copyOf(members);
        List<Compiled<Object>> values = fixed.stream().map(Member::value).toList();
        if (values.stream().allMatch(Compiled::isConstant)) {
            Map<String, Object> constant = evaluate(fixed, null);
            return new Plan<>(call -> constant, Reads.NONE, Set.of(), true, true);
        }
        return ListPlan.container(values, call -> evaluate(fixed, call));
    }

    private static Map<String, Object> evaluate(List<Member> members, Call call) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Member member : members) {
            if (!member.value.isLeftOut(call)) {
                map.put(member.key, member.value.evaluate(call));
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
