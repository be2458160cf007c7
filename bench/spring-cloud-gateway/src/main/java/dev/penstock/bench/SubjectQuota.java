package dev.penstock.bench;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A token bucket in memory per subject of the token, which also goes upstream as x-subject. Spring's own limiter needs
 * Redis.
 */
final class SubjectQuota implements GatewayFilter {

    private final long perSecond;
    private final ConcurrentHashMap<String, AtomicLong> debts = new ConcurrentHashMap<>();

    SubjectQuota(long perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getPrincipal().flatMap(principal -> {
            String subject = principal.getName();
            if (!take(subject)) {
                exchange.getResponse().setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
                return exchange.getResponse().setComplete();
            }
            var request = exchange.getRequest()
                    .mutate()
                    .header("x-subject", subject)
                    .headers(headers -> headers.remove("authorization"))
                    .build();
            return chain.filter(exchange.mutate().request(request).build());
        });
    }

    /** Each subject has the time until which its tokens are spent; it may lie up to one second ahead. */
    private boolean take(String subject) {
        long now = System.nanoTime();
        long second = TimeUnit.SECONDS.toNanos(1);
        AtomicLong spentUntil = debts.computeIfAbsent(subject, key -> new AtomicLong(now));
        while (true) {
            long spent = spentUntil.get();
            long next = Math.max(spent, now) + second / perSecond;
            if (next - now > second) {
                return false;
            }
            if (spentUntil.compareAndSet(spent, next)) {
                return true;
            }
        }
    }
}
