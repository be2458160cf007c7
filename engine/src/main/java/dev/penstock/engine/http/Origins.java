package dev.penstock.engine.http;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds out where requests come from. Behind a trusted peer its {@code X-Forwarded-For} is read from the right, past the
 * proxies that are trusted too, up to the first address that is not, or to what is no address; else {@code Forwarded}
 * (RFC 7239) is. What any other peer says of itself is not looked at.
 */
final class Origins {
    private final Predicate<String> trusted;

    /** @param trusted whether an address is that of a proxy whose word counts; false for what is no address */
    Origins(Predicate<String> trusted) {
        this.trusted = trusted;
    }

    /**
     * The origin of a request.
     *
     * @param peer the address of the connection's other end
     * @param scheme of the connection
     * @param host as the request names it, lower case
     */
    Origin of(String peer, String scheme, String host, MultiMap headers) {
        if (!trusted.test(peer)) {
            return new Origin(peer, scheme, host, false);
        }
        String client = peer;
        List<String> hops = hops(headers);
        for (int i = hops.size() - 1; i >= 0 && trusted.test(client); i--) {
            Optional<String> address = Addresses.parse(hops.get(i));
            if (address.isEmpty()) {
                break;
            }
            client = address.get();
        }
        String proto = last(headers, "x-forwarded-proto").toLowerCase(Locale.ROOT);
        String asked = last(headers, "x-forwarded-host").toLowerCase(Locale.ROOT);
        return new Origin(
                client,
                proto.equals("http") || proto.equals("https") ? proto : scheme,
                Authorities.isOne(asked) ? asked : host,
                true);
    }

    private static List<String> hops(MultiMap headers) {
        List<String> hops = new ArrayList<>();
        for (String list : headers.getAll("x-forwarded-for")) {
            for (String hop : list.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        if (hops.isEmpty()) {
            for (String list : headers.getAll("forwarded")) {
                for (String element : list.split(",", -1)) {
                    hops.add(forOf(element));
                }
            }
        }
        return hops;
    }

    private static String forOf(String element) {
        for (String pair : element.split(";", -1)) {
            String text = pair.strip();
            if (text.regionMatches(true, 0, "for=", 0, 4)) {
                return text.substring(4).replace("\"", "").strip();
            }
        }
        return "";
    }

    /** The last of a list: what the peer itself added. */
    private static String last(MultiMap headers, String name) {
        List<String> all = headers.getAll(name);
        if (all.isEmpty()) {
            return "";
        }
        String list = all.get(all.size() - 1);
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }
}
