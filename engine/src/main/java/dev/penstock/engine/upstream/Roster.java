package dev.penstock.engine.upstream;

import dev.penstock.engine.upstream.balance.Balance;
import dev.penstock.engine.upstream.balance.Balancer;
import dev.penstock.engine.upstream.balance.Candidates;
import dev.penstock.engine.upstream.health.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The targets of an upstream, as long as they are the same. */
final class Roster implements Candidates {
    private final List<Target> targets;
    private final List<Standing> standings;
    private final Balancer balancer;

    Roster(List<Target> targets, Balance balance) {
        this.targets = List.copyOf(targets);
        this.standings = targets.stream().map(Target::standing).toList();
        this.balancer = balance.between(targets.stream().map(Target::share).toList());
    }

    List<Target> targets() {
        return targets;
    }

    List<Standing> standings() {
        return standings;
    }

    @Override
    public boolean isOpen(int index) {
        return standings.get(index).isOpen();
    }

    @Override
    public int load(int index) {
        return targets.get(index).places().load();
    }

    /** One that gets requests; empty: there is none. */
    Optional<Target> pick(long key) {
        return at(balancer.pick(this, key));
    }

    /** One that gets requests and whose name is none of these, where there is one; else one that is. */
    Optional<Target> pick(long key, Set<Object> tried) {
        if (tried.isEmpty()) {
            return pick(key);
        }
        int untried = balancer.pick(
                new Candidates() {
                    @Override
                    public boolean isOpen(int index) {
                        return Roster.this.isOpen(index)
                                && !tried.contains(targets.get(index).name());
                    }

                    @Override
                    public int load(int index) {
                        return Roster.this.load(index);
                    }
                },
                key);
        return untried == Balancer.NONE ? pick(key) : at(untried);
    }

    private Optional<Target> at(int index) {
        return index == Balancer.NONE ? Optional.empty() : Optional.of(targets.get(index));
    }
}
