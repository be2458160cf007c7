package dev.penstock.engine.expression;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;

/** A range of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). A mapped IPv4 address counts as IPv4. */
final class Cidr {
    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads {@code 10.0.0.0/8}, or one address.
     *
     * @throws IllegalArgumentException when the text is no range
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!InetAddresses.isInetAddress(address)) {
            throw malformed(text);
        }
        byte[] network = InetAddresses.forString(address).getAddress();
        int size = network.length * 8;
        int written = address.indexOf(':') >= 0 ? 128 : 32;
        int bits = slash < 0 ? size : prefix(text, text.substring(slash + 1), written) - (written - size);
        if (bits < 0) {
            throw malformed(text);
        }
        return new Cidr(network, bits);
    }

    private static int prefix(String text, String digits, int size) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > size) {
            throw malformed(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected a range of addresses such as 10.0.0.0/8 or 2001:db8::/32, found '" + text + "'");
    }

    /**
     * The bytes of an address, four for a mapped one.
     *
     * @throws IllegalArgumentException when the text is no address
     */
    static byte[] address(String text) {
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        if (!InetAddresses.isInetAddress(bare)) {
            throw new IllegalArgumentException("expected an IP address, found something else");
        }
        InetAddress address = InetAddresses.forString(bare);
        return address.getAddress();
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        int mask = 0xff << (8 - rest);
        return rest == 0 || (address[whole] & mask) == (network[whole] & mask);
    }
}
