package dev.penstock.bench;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What {@code bench/pipelines/hooks/tenant.js} does, in Java. */
final class TenantHeaders implements GatewayFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String agent = exchange.getRequest().getHeaders().getFirst("user-agent");
        var request = exchange.getRequest()
                .mutate()
                .header("x-tenant", "tenant-" + (agent == null ? "none" : agent.toLowerCase()))
                .build();
        return chain.filter(exchange.mutate().request(request).build());
    }
}
