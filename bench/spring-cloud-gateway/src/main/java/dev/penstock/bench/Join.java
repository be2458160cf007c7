package dev.penstock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A WebFlux handler that zips three WebClient calls: the peer of an {@code aggregate}. */
@Configuration
class Join {

    @Bean
    RouterFunction<ServerResponse> joinRoute(WebClient.Builder clients, @Value("${bench.backend}") String backend) {
        WebClient client = clients.baseUrl(backend).build();
        return RouterFunctions.route(RequestPredicates.GET("/join"), request -> Mono.zip(
                        get(client, "/product"), get(client, "/stock"), get(client, "/reviews"))
                .map(parts -> body(parts.getT1(), parts.getT2(), parts.getT3()))
                .flatMap(body -> ServerResponse.ok().bodyValue(body)));
    }

    private static Mono<JsonNode> get(WebClient client, String path) {
        return client.get().uri(path).retrieve().bodyToMono(JsonNode.class);
    }

    private static ObjectNode body(JsonNode product, JsonNode stock, JsonNode reviews) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("id", product.get("id"));
        body.set("title", product.get("title"));
        body.set("available", stock.get("available"));
        body.set("reviews", reviews.get("items"));
        return body;
    }
}
