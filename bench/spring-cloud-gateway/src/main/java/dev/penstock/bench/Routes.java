package dev.penstock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

@Configuration
class Routes {

    @Bean
    RouteLocator gatewayRoutes(RouteLocatorBuilder routes, @Value("${bench.backend}") String backend) {
        return routes.routes()
                .route("plain", route -> route.path("/1k").uri(backend))
                .route("jwt", route -> route.path("/jwt")
                        .filters(filters -> filters.filter(new SubjectQuota(1_000_000))
                                .removeRequestHeader("cookie")
                                .addResponseHeader("x-served-by", "bench"))
                        .uri(backend))
                .route("hook-request", route -> route.path("/hook-request")
                        .filters(filters -> filters.filter(new TenantHeaders())
                                .removeRequestHeader("cookie"))
                        .uri(backend))
                .route("hook-response", route -> route.path("/items")
                        .filters(filters -> filters.modifyResponseBody(
                                JsonNode.class, JsonNode.class, (exchange, page) -> Mono.just(Items.map(page))))
                        .uri(backend))
                .route("cache", route -> route.path("/cached")
                        .filters(filters -> filters.localResponseCache(Duration.ofHours(1), DataSize.ofMegabytes(64)))
                        .uri(backend))
                .build();
    }
}
