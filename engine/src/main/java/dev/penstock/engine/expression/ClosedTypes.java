package dev.penstock.engine.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import java.util.Arrays;
import java.util.Optional;

/** The static types of the names whose members are fixed, as the type checker asks for them. */
@Immutable
final class ClosedTypes implements CelTypeProvider {
    static StructType of(String name, ImmutableMap<String, CelType> members) {
        return StructType.create(name, members.keySet(), field -> Optional.ofNullable(members.get(field)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return Arrays.stream(Root.values())
                .map(Root::type)
                .filter(StructType.class::isInstance)
                .collect(ImmutableList.toImmutableList());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
