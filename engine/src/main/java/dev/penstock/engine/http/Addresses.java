package dev.penstock.engine.http;

import com.google.common.net.InetAddresses;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses as proxies write them, in one spelling each: IPv6 as RFC 5952 says, and what is mapped from IPv4 (RFC 4291
 * section 2.5.5.2) as IPv4.
 */
final class Addresses {
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");
    private static final int LONGEST = 64;
    private static final int LAST_PORT = 65535;

    private Addresses() {}

    /** The address in a text, without brackets and port; empty when there is none. */
    static Optional<String> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        int end = text.startsWith("[") ? text.indexOf(']') : -1;
        if (end > 0) {
            String address = text.substring(1, end);
            return address.indexOf(':') >= 0 && isPort(text.substring(end + 1)) ? known(address) : Optional.empty();
        }
        int colon = text.indexOf(':');
        boolean single = colon >= 0 && colon == text.lastIndexOf(':');
        if (single) {
            return isPort(text.substring(colon)) ? known(text.substring(0, colon)) : Optional.empty();
        }
        return known(text);
    }

    /** That spelling of an address; what is none stays as it is. A zone (RFC 4007 section 11) is no part of it. */
    static String canonical(String address) {
        int zone = address.indexOf('%');
        return known(zone < 0 ? address : address.substring(0, zone)).orElse(address);
    }

    private static Optional<String> known(String address) {
        return InetAddresses.isInetAddress(address)
                ? Optional.of(InetAddresses.toAddrString(InetAddresses.forString(address)))
                : Optional.empty();
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || (PORT.matcher(text).matches() && Integer.parseInt(text.substring(1)) <= LAST_PORT);
    }
}
